/** An event to send, and the line of the file that it came from (the last one, if several). */
export interface SourceEvent {
  readonly line: number;
  /** As it will be sent: an event from a file goes out word for word. */
  readonly json: string;
}
