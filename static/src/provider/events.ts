// Typed events: a name, what comes with it, and who listens.

export class Events<Map> {
  private readonly listeners = new globalThis.Map<keyof Map, Set<(value: never) => void>>()

  /** Calls `listener` at each `event` until the returned function is called. */
  on<Name extends keyof Map>(event: Name, listener: (value: Map[Name]) => void): () => void {
    const set = this.listeners.get(event) ?? new Set()
    this.listeners.set(event, set.add(listener))
    return () => void set.delete(listener)
  }

  emit<Name extends keyof Map>(event: Name, value: Map[Name]): void {
    for (const listener of [...(this.listeners.get(event) ?? [])]) listener(value as never)
  }

  clear(): void {
    this.listeners.clear()
  }
}
