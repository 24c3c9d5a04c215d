interface Place {
  readonly x: number;
  readonly y: number;
}

/** Whether one is nowhere worse than the other, and somewhere better. */
const beats = (one: Place, other: Place): boolean =>
  one.x >= other.x && one.y >= other.y && (one.x > other.x || one.y > other.y);

/** Those that no other beats in both directions: more of the one costs some of the other. From the left to the right. */
export const paretoOf = <P extends Place>(places: readonly P[]): readonly P[] =>
  places
    .filter((place) => !places.some((other) => beats(other, place)))
    .sort((a, b) => a.x - b.x || a.y - b.y);
