// The provider put together: one connection, and one copy of the document after another.
import type * as Y from 'yjs'
import type { Cursor, Person, Presence } from '../cursor'
import { Connection } from './connection'
import { Device, deviceName } from './device'
import { Events } from './events'
import type { Replacement } from './joining'
import type { KeptWords } from './kept_words'
import { OwnCursor } from './own_cursor'
import { Presences } from './presences'
import type { Provider, ProviderEvents, ProviderOptions, Rights } from './provider'
import { Session } from './session'
import { Shelf } from './shelf'
import { type Situation, type Status, sameStatus, statusOf } from './status'
import type { Welcome } from './wire'

export class DocumentProvider implements Provider {
  rights: Rights | null = null
  status: Status
  private generation: number
  private readonly events = new Events<ProviderEvents>()
  private readonly connection: Connection
  private readonly presences = new Presences()
  private readonly cursor: OwnCursor
  private readonly shelf = new Shelf(() => this.events.emit('kept', this.kept))
  private device: Device
  private session: Session

  constructor(private readonly options: ProviderOptions) {
    const { document } = options
    this.generation = options.generation
    this.connection = this.connect()
    this.cursor = new OwnCursor(
      (cursor) => this.session.isJoined && this.connection.tell('awareness', { document, cursor }),
    )
    this.device = this.openDevice()
    this.session = this.openSession()
    this.status = statusOf(this.situation())
    void this.session.load()
    void this.shelf.search(this.device.name)
    window.addEventListener('beforeunload', this.warn)
  }

  get doc(): Y.Doc {
    return this.session.doc
  }

  get text(): Y.Text {
    return this.doc.getText('content')
  }

  get presence(): readonly Presence[] {
    return this.presences.others(this.session.own)
  }

  get kept(): readonly KeptWords[] {
    return this.shelf.words
  }

  get people(): ReadonlyMap<number, Person> {
    return this.presences.people
  }

  on<Name extends keyof ProviderEvents>(
    event: Name,
    listener: (value: ProviderEvents[Name]) => void,
  ): () => void {
    return this.events.on(event, listener)
  }

  setCursor(cursor: Cursor | null): void {
    this.cursor.set(cursor)
  }

  dismissKept(): Promise<void> {
    return this.shelf.dismiss(this.device)
  }

  destroy(): void {
    window.removeEventListener('beforeunload', this.warn)
    this.events.clear()
    this.cursor.rest()
    this.session.close()
    this.connection.tell('leave', { document: this.options.document })
    this.connection.close()
    this.device.close()
  }

  private connect(): Connection {
    return new Connection(this.options.connect(this.options.person), {
      up: () => this.session.join(),
      down: () => this.fell(),
      update: ({ update }) => this.session.hear(update),
      resync: () => this.session.join(),
      document: ({ state, canEdit }) => this.mayNow({ state, canEdit }),
      changed: (what) => this.events.emit('changed', what),
      awareness: (event) => {
        this.presences.hear(event)
        this.events.emit('presence', this.presence)
      },
    })
  }

  private openDevice(): Device {
    const { person, document } = this.options
    return new Device(deviceName(person, document, this.generation), () => this.refresh())
  }

  private openSession(): Session {
    const { connection, generation } = this
    return new Session(
      {
        ...{ connection, generation, document: this.options.document },
        changed: () => this.refresh(),
        welcomed: (welcome) => this.welcomed(welcome),
        found: (kept) => this.shelf.add(kept),
        replace: (replacement) => this.replace(replacement),
      },
      this.device,
    )
  }

  private fell(): void {
    this.session.lost()
    this.cursor.rest()
    this.presences.forget()
    this.events.emit('presence', this.presence)
    if (this.connection.isSignedOut) this.allow({ canEdit: false, state: 'signed_out' })
    this.refresh()
  }

  private welcomed({ people, canEdit, state }: Welcome): void {
    this.presences.learn(people)
    this.allow({ canEdit, state })
    this.cursor.repeat()
    this.events.emit('presence', this.presence)
  }

  /** Who may write only now must join again: the server binds ids to those who may write. */
  private mayNow(rights: Rights): void {
    const gained = rights.canEdit && !this.rights?.canEdit
    this.allow(rights)
    if (gained) this.session.join()
  }

  private allow(rights: Rights): void {
    const { canEdit, state } = this.rights ?? {}
    if (canEdit === rights.canEdit && state === rights.state) return
    this.rights = rights
    this.events.emit('rights', rights)
    this.refresh()
  }

  /** Ends this copy of the text and starts the next; what is unsent goes to the shelf. */
  private replace({ reason, generation, rest = false }: Replacement): void {
    const old = this.session
    if (generation === undefined) {
      const { record, done } = old.outbox.setAside(reason, new Date())
      this.session = this.openSession()
      void this.session.startAfresh(done, rest)
      this.shelf.add([record])
    } else {
      // The old database stays as it is until the person dismisses what is in it.
      this.shelf.adopt(this.device.name)
      this.shelf.add([{ updates: old.outbox.updates, reason, at: new Date() }])
      this.device.close()
      this.generation = generation
      this.device = this.openDevice()
      this.session = this.openSession()
      void this.session.load()
    }
    this.cursor.set(null)
    if (rest) this.presences.forget()
    this.allow({ canEdit: false, state: rest ? 'forbidden' : (this.rights?.state ?? '') })
    this.events.emit('doc', this.doc)
    old.close()
    this.refresh()
  }

  private situation(): Situation {
    return {
      link: this.link(),
      unsent: this.session.outbox.length,
      kept: this.session.outbox.keptLength,
      canEdit: this.rights?.canEdit ?? false,
      keeps: !this.device.failed,
    }
  }

  private link(): Situation['link'] {
    if (this.connection.state === 'down') return 'offline'
    if (this.session.isJoined) return 'joined'
    return this.rights?.state === 'forbidden' ? 'refused' : 'joining'
  }

  private refresh(): void {
    const status = statusOf(this.situation())
    if (sameStatus(status, this.status)) return
    this.status = status
    this.events.emit('status', status)
  }

  private readonly warn = (event: BeforeUnloadEvent): void => {
    if (this.session.outbox.length) event.preventDefault()
  }
}
