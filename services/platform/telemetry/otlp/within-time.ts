/** Resolves when the work is over, well or badly, or the time in milliseconds is. */
export const withinTime = async (work: Promise<unknown>, patience: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patience);
  });
  await Promise.race([work.then(undefined, () => undefined), expired]);
  clearTimeout(timer);
};
