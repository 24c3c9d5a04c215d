import { ActionIcon, Anchor, Badge, Group, Table, VisuallyHidden } from '@mantine/core';
import { IconFilePencil } from '@tabler/icons-react';
import { Link } from 'wouter';
import { shareWords } from '../fingerprints/fingerprint-words.ts';
import { againstText, choiceText, draftLink, figureText } from './safety-words.ts';
import { certifiedAt, type ShownPoint } from './safety-view.ts';

interface CurveTableProps {
  readonly shown: readonly ShownPoint[];
  /** Its id. */
  readonly chosen: string;
  readonly limit: number;
  readonly against: number;
  readonly onChoose: (id: string) => void;
}

const Choice = ({
  one,
  isChosen,
  onChoose,
}: {
  readonly one: ShownPoint;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}) => (
  <>
    <Anchor
      component="button"
      type="button"
      size="sm"
      ta="left"
      fw={isChosen ? 700 : 400}
      {...(isChosen && { c: 'inherit' })}
      aria-pressed={isChosen}
      aria-label={`Show ${choiceText(one.point)}`}
      onClick={onChoose}
    >
      {shareWords(one.point.clip)}, power {one.point.power}
    </Anchor>
    <Group gap={4}>
      {one.point.inForce && (
        <Badge size="sm" miw="max-content" color="relish">
          in force
        </Badge>
      )}
      {one.isOnFront && (
        <Badge size="sm" miw="max-content" color="gray">
          front
        </Badge>
      )}
    </Group>
  </>
);

/** The figures of the drawing, row by row: for those who can't see it, and to compare to the last digit. */
export const CurveTable = ({ shown, chosen, limit, against, onChoose }: CurveTableProps) => (
  <Table aria-label="All points" tabularNums horizontalSpacing={6} verticalSpacing={4}>
    <Table.Caption>
      “Front”: nothing is better in both, NDCG and certified precision against {againstText(against)}.
    </Table.Caption>
    <Table.Thead>
      <Table.Tr>
        <Table.Th>Clip</Table.Th>
        <Table.Th ta="right">NDCG@{limit}</Table.Th>
        <Table.Th ta="right" visibleFrom="sm">
          Recall@{limit}
        </Table.Th>
        <Table.Th ta="right">Certified precision</Table.Th>
        <Table.Th ta="right" visibleFrom="sm">
          Certified recall
        </Table.Th>
        <Table.Th>
          <VisuallyHidden>Draft</VisuallyHidden>
        </Table.Th>
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {shown.map((one) => (
        <Table.Tr key={one.id} {...(one.id === chosen && { bg: 'var(--mantine-color-mustard-light)' })}>
          <Table.Td>
            <Choice one={one} isChosen={one.id === chosen} onChoose={() => onChoose(one.id)} />
          </Table.Td>
          <Table.Td ta="right">{figureText(one.x)}</Table.Td>
          <Table.Td ta="right" visibleFrom="sm">
            {figureText(one.figures.recall)}
          </Table.Td>
          <Table.Td ta="right">{figureText(one.y)}</Table.Td>
          <Table.Td ta="right" visibleFrom="sm">
            {figureText(certifiedAt(one.figures, against).recall)}
          </Table.Td>
          <Table.Td ta="right">
            {!one.point.inForce && (
              <ActionIcon
                component={Link}
                href={draftLink(one.point)}
                variant="default"
                aria-label={`Draft a policy with ${choiceText(one.point)}`}
              >
                <IconFilePencil size={16} aria-hidden />
              </ActionIcon>
            )}
          </Table.Td>
        </Table.Tr>
      ))}
    </Table.Tbody>
  </Table>
);
