import { useDocumentVisibility } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { watchMyVariant } from '../../../services/contracts/http/flags.ts';
import { callRoute } from '../../look/api.ts';

/** Until a list of the other variant is here, or the service can be asked again. */
const REST_MS = 10_000;

const follow = async (
  known: string | undefined,
  onOther: () => void,
  rest: () => Promise<unknown>,
  signal: AbortSignal,
): Promise<void> => {
  while (!signal.aborted) {
    try {
      const { variant } = await callRoute(watchMyVariant, { query: { known }, signal });
      if (variant === known) continue;
      onOther();
    } catch {
      // The list itself tells of what is away.
    }
    await rest();
  }
};

/**
 * Calls `onOther` when this person is given another variant than that of the list that is shown, while it is looked at:
 * so a kill switch acts on open pages, too.
 */
export const useVariantWatch = (
  list: { readonly variant?: string | undefined } | undefined,
  onOther: () => void,
): void => {
  const isSeen = useDocumentVisibility() === 'visible';
  const isShown = list !== undefined;
  const known = list?.variant;
  const latest = useRef(onOther);
  useEffect(() => {
    latest.current = onOther;
  }, [onOther]);
  useEffect(() => {
    if (!isSeen || !isShown) return undefined;
    const stop = new AbortController();
    const rest = () => new Promise((resolve) => setTimeout(resolve, REST_MS));
    void follow(known, () => latest.current(), rest, stop.signal);
    return () => stop.abort();
  }, [isSeen, isShown, known]);
};
