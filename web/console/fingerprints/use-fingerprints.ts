import { keepPreviousData, useQuery } from '@tanstack/react-query';
import {
  compareFingerprints,
  getFingerprint,
  listFingerprints,
  MAX_FINGERPRINT_DAYS,
} from '../../../services/contracts/http/fingerprints.ts';
import type { ReplyOf } from '../../../services/contracts/http/route.ts';
import { callRoute } from '../../look/api.ts';
import { useCursorPages } from '../../look/use-cursor-pages.ts';

/** Days are slow: what they say changes with every order, but nobody watches it by the second. */
const SLOW_MS = 15_000;

export type FingerprintPage = ReplyOf<typeof listFingerprints>;
export type DayFingerprint = FingerprintPage['days'][number];
export type FingerprintDetail = ReplyOf<typeof getFingerprint>;
export type Comparison = ReplyOf<typeof compareFingerprints>;

/** A page of days with orders, the latest first, and the present version. */
export const useFingerprints = () => {
  const pages = useCursorPages('');
  const query = { limit: MAX_FINGERPRINT_DAYS, ...(pages.cursor && { cursor: pages.cursor }) };
  const result = useQuery({
    queryKey: ['fingerprints', query],
    queryFn: ({ signal }) => callRoute(listFingerprints, { query, signal }),
    refetchInterval: SLOW_MS,
    placeholderData: keepPreviousData,
  });
  return { ...result, pages };
};

export const useFingerprint = (day: string) =>
  useQuery({
    queryKey: ['fingerprints', 'detail', day],
    queryFn: ({ signal }) => callRoute(getFingerprint, { params: { day }, signal }),
    refetchInterval: SLOW_MS,
  });

/** How `b` differs from `a`. */
export const useComparison = (a: string, b: string) =>
  useQuery({
    queryKey: ['fingerprints', 'compare', a, b],
    queryFn: ({ signal }) => callRoute(compareFingerprints, { query: { a, b }, signal }),
    refetchInterval: SLOW_MS,
    placeholderData: keepPreviousData,
  });
