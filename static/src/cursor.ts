/** Where somebody's selection is: two encoded Yjs relative positions, opaque to the server. */
export interface Cursor {
  anchor: Uint8Array
  head: Uint8Array
}

/** Who a tab belongs to, as the server says it; a browser never says who it is. */
export interface Person {
  name: string
  organisation: string
  /** A CSS colour, `#rrggbb`, dark enough to carry white text. */
  colour: string
  /** They came by a review link, and may call themselves like somebody of the group. */
  isGuest: boolean
}

/** One other tab in the document: whose it is and where its cursor stands. */
export interface Presence {
  clientId: number
  person: Person
  cursor: Cursor | null
}
