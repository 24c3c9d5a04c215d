import { Group, Text, Title } from '@mantine/core';
import { IconShieldCheck, IconShieldOff } from '@tabler/icons-react';
import { useId } from 'react';
import type { Answer, AnswerItem } from '../../../services/contracts/http/answers.ts';
import type { MenuItem } from '../../../services/contracts/http/ordering.ts';
import { money } from '../../look/format.ts';
import { Stepper } from '../basket/stepper.tsx';
import { HotDog } from '../drawing/hot-dog.tsx';
import { itemPromise } from './certificate-words.ts';
import { reasonWords } from './reason-words.ts';
import classes from './recommended.module.css';

interface RecommendedCardProps {
  readonly place: number;
  readonly recommended: AnswerItem;
  readonly basis: Answer['basis'];
  readonly waived: boolean;
  /** Absent when the stand no longer sells it. */
  readonly item: MenuItem | undefined;
  readonly quantity: number;
  readonly most: number;
  readonly onQuantity: (quantity: number) => void;
}

/** One place of the list: what, why, and how firmly it stands there. */
export const RecommendedCard = (props: RecommendedCardProps) => {
  const { place, recommended, basis, waived, item, quantity, most, onQuantity } = props;
  const titleId = useId();
  const name = item?.name ?? recommended.name ?? recommended.itemId;
  const promise = itemPromise(recommended, waived);
  const Shield = promise.tone === 'kept' ? IconShieldCheck : IconShieldOff;
  return (
    <article aria-labelledby={titleId} className={classes['card']}>
      <div className={classes['top']}>
        <HotDog item={item ?? { itemId: recommended.itemId, name }} className={classes['picture']} />
        <span className={classes['place']} aria-label={`Place ${place}`}>
          {place}
        </span>
      </div>
      <Title order={3} size="h5" id={titleId} lh={1.25}>
        {name}
      </Title>
      <Text size="sm">{reasonWords(recommended, basis)}</Text>
      <Group gap={6} wrap="nowrap" align="flex-start" flex={1} className={classes['promise']}>
        <Shield size={16} aria-hidden className={classes['shield']} data-tone={promise.tone} />
        <Text size="xs" c="dimmed">
          {promise.words}
        </Text>
      </Group>
      {item && (
        <Group justify="space-between" wrap="nowrap" gap={4}>
          <Text fw={700}>{money(item.price)}</Text>
          <Stepper
            quantity={quantity}
            most={most}
            more={`Add recommended ${name}`}
            fewer={`Remove one recommended ${name}`}
            onChange={onQuantity}
          />
        </Group>
      )}
    </article>
  );
};
