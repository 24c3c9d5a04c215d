import { Autocomplete } from '@mantine/core';
import { useDebouncedCallback, useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { listAccounts } from '../../../services/contracts/http/accounts.ts';
import { callRoute } from '../../look/api.ts';

const PAUSE_MS = 300;
const OPTIONS = 20;

interface AccountPickerProps {
  readonly label: string;
  readonly placeholder: string;
  /** '' for none. */
  readonly accountId: string;
  /** Called when typing pauses, or at once with a suggestion that was chosen. */
  readonly onChange: (accountId: string) => void;
}

/** An account's id, with suggestions that are searched on the server. */
export const AccountPicker = ({ label, placeholder, accountId, onChange }: AccountPickerProps) => {
  const [typed, setTyped] = useState(accountId);
  const [search] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const report = useDebouncedCallback((text: string) => onChange(text.trim()), PAUSE_MS);
  const { data } = useQuery({
    queryKey: ['accounts', 'pick', search],
    queryFn: ({ signal }) =>
      callRoute(listAccounts, { query: { search: search.slice(0, 100), limit: OPTIONS }, signal }),
    placeholderData: keepPreviousData,
  });
  const change = (text: string) => {
    setTyped(text);
    report(text);
  };
  return (
    <Autocomplete
      label={label}
      placeholder={placeholder}
      maxLength={128}
      clearable
      clearButtonProps={{ 'aria-label': `Clear: ${label}` }}
      data={(data?.rows ?? []).map((row) => row.accountId)}
      filter={({ options }) => options}
      value={typed}
      onChange={change}
    />
  );
};
