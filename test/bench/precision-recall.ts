/** One account: how suspicious it is, and what it is. */
export interface Scored {
  readonly score: number;
  readonly isHostile: boolean;
}

export interface PrecisionRecall {
  /** Average precision: the mean precision at each hostile account found; what a coin gives is the share of hostile ones. */
  readonly averagePrecision: number;
  /** Precision where at least so much of the hostile is found; undefined where it never is. */
  precisionAt(recall: number): number | undefined;
}

interface Point {
  readonly precision: number;
  readonly recall: number;
}

/** Equal scores are one threshold: nobody's place among equals is luck. Score 0 is no suspicion at all. */
const pointsOf = (scored: readonly Scored[]): readonly Point[] => {
  const sorted = scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score);
  const hostile = scored.filter(({ isHostile }) => isHostile).length;
  const points: Point[] = [];
  let found = 0;
  for (const [index, { score, isHostile }] of sorted.entries()) {
    if (isHostile) found += 1;
    if (sorted[index + 1]?.score === score) continue;
    points.push({ precision: found / (index + 1), recall: found / hostile });
  }
  return points;
};

export const precisionRecall = (scored: readonly Scored[]): PrecisionRecall => {
  const points = pointsOf(scored);
  let [area, reached] = [0, 0];
  for (const { precision, recall } of points) {
    area += precision * (recall - reached);
    reached = recall;
  }
  return {
    averagePrecision: area,
    precisionAt: (wanted) => {
      const enough = points.filter(({ recall }) => recall >= wanted).map(({ precision }) => precision);
      return enough.length === 0 ? undefined : Math.max(...enough);
    },
  };
};
