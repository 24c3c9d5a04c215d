import { useMemo } from 'react';
import { navigate, useSearch } from 'wouter/use-browser-location';

export interface Address {
  readonly params: URLSearchParams;
  /** Sets one parameter ('' takes it out) and replaces the entry in the history. */
  readonly set: (name: string, value: string) => void;
}

const set = (name: string, value: string): void => {
  const params = new URLSearchParams(window.location.search);
  if (value) params.set(name, value);
  else params.delete(name);
  const text = params.toString();
  navigate(`${window.location.pathname}${text ? `?${text}` : ''}`, { replace: true });
};

/**
 * The parameters of the page's address, to the letter. wouter's own hook decodes them twice: an id that
 * holds a percent sign would come out as another.
 */
export const useAddress = (): Address => {
  const search = useSearch();
  return useMemo(() => ({ params: new URLSearchParams(search), set }), [search]);
};
