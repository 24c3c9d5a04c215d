import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';

const PAUSE_MS = 250;

interface SearchBoxProps {
  readonly label: string;
  readonly placeholder?: string;
  /** What was searched for before, for a page that keeps it in its address. */
  readonly initial?: string;
  /** Called when typing pauses, with the trimmed text; '' for no search. */
  readonly onSearch: (text: string) => void;
}

/** A search field for lists that are searched on the server. */
export const SearchBox = ({ label, placeholder, initial = '', onSearch }: SearchBoxProps) => {
  const [text, setText] = useState(initial);
  const search = useDebouncedCallback((value: string) => onSearch(value.trim()), PAUSE_MS);
  const change = (value: string) => {
    setText(value);
    search(value);
  };
  return (
    <TextInput
      type="search"
      w={{ base: '100%', xs: 260 }}
      aria-label={label}
      placeholder={placeholder ?? label}
      maxLength={100}
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        text && <CloseButton size="sm" aria-label={`Clear: ${label}`} onClick={() => change('')} />
      }
    />
  );
};
