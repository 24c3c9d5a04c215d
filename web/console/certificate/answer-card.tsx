import { Card, Group, List, SimpleGrid, Text, ThemeIcon, Title } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle, IconShieldCheck } from '@tabler/icons-react';
import { count, days, money } from '../../look/format.ts';
import { shortItemLabel } from '../items/item-label.ts';
import { explainCertificate, type Certificate, type Explanation } from './explain-certificate.ts';

const tones = {
  safe: { colour: 'relish', Icon: IconShieldCheck },
  warning: { colour: 'mustard', Icon: IconAlertTriangle },
  open: { colour: 'gray', Icon: IconInfoCircle },
} as const satisfies Record<Explanation['tone'], unknown>;

const Price = ({ certificate: { price } }: { readonly certificate: Certificate }) => {
  const facts = [
    ['Accounts', count(price.accounts)],
    ['Of these established', count(price.established)],
    ['Waiting', days(price.days)],
    ['Money', money(price.amount)],
  ] as const;
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }} mt="lg" role="group" aria-label="Price of an attack">
      {facts.map(([label, value]) => (
        <div key={label}>
          <Text size="xs" c="dimmed">
            {label}
          </Text>
          <Text fw={750} fz="xl" style={{ fontVariantNumeric: 'tabular-nums' }}>
            {value}
          </Text>
        </div>
      ))}
    </SimpleGrid>
  );
};

interface AnswerCardProps {
  readonly certificate: Certificate;
  readonly limit: number;
}

/** The certificate in plain words, with its price. */
export const AnswerCard = ({ certificate, limit }: AnswerCardProps) => {
  const { tone, headline, sentences } = explainCertificate(certificate, limit);
  const { colour, Icon } = tones[tone];
  return (
    <Card padding="lg" mb="lg" component="section" aria-labelledby="answer">
      <Group wrap="nowrap" align="flex-start">
        <ThemeIcon size={48} radius="xl" variant="light" color={colour} aria-hidden>
          <Icon size={28} />
        </ThemeIcon>
        <div>
          <Text size="sm" c="dimmed">
            To push {shortItemLabel(certificate)} out of the top {count(limit)}
          </Text>
          <Title order={2} id="answer">
            {headline}
          </Title>
        </div>
      </Group>
      <List mt="md" spacing={4}>
        {sentences.map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
      {certificate.inList && !certificate.waived && <Price certificate={certificate} />}
    </Card>
  );
};
