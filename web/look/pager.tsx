import { Button, Group, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { count } from './format.ts';
import type { CursorPages } from './use-cursor-pages.ts';

interface PagerProps {
  /** What is paged: "orders". Names the buttons' group. */
  readonly of: string;
  readonly pages: CursorPages;
  readonly pageSize: number;
  readonly total: number;
  /** The server's cursor of the next page; undefined on the last. */
  readonly next: string | undefined;
}

/** Previous and next for a list paged by cursors; nothing when there is one page. */
export const Pager = ({ of, pages, pageSize, total, next }: PagerProps) => {
  const pageCount = Math.max(pages.number, Math.ceil(total / pageSize));
  if (pageCount === 1 && !next) return null;
  return (
    <Group component="nav" aria-label={`Pages of ${of}`} justify="space-between" mt="md" wrap="nowrap">
      <Button
        variant="default"
        size="sm"
        flex="none"
        leftSection={<IconChevronLeft size={16} aria-hidden />}
        disabled={pages.number === 1}
        onClick={pages.toPrevious}
      >
        Previous
      </Button>
      <Text size="sm" c="dimmed" ta="center" role="status">
        Page {count(pages.number)} of {count(pageCount)}
      </Text>
      <Button
        variant="default"
        size="sm"
        flex="none"
        rightSection={<IconChevronRight size={16} aria-hidden />}
        disabled={!next}
        onClick={() => next && pages.toNext(next)}
      >
        Next
      </Button>
    </Group>
  );
};
