import { Accordion, Badge, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { counted } from '../../look/format.ts';
import { PolicyFieldInput } from './policy-field-input.tsx';
import { sections, type Section } from './policy-fields.ts';
import { problemAt, type Judged } from './policy-draft.ts';
import { valueAt, withValueAt } from './policy-value.ts';
import { spelled } from './policy-words.ts';

interface PolicyFormProps {
  readonly value: unknown;
  readonly problems: Judged['problems'];
  /** Paths that differ from the policy in force. */
  readonly changed: ReadonlySet<string>;
  readonly canEdit: boolean;
  readonly onChange: (value: unknown) => void;
}

/** `Cancel spam` over the fields of that filter; the section's own fields need no heading. */
const groupTitle = (section: Section, path: string): string =>
  path.startsWith(`${section.name}.`) ? spelled(path.slice(section.name.length + 1)) : '';

const SectionFields = ({ section, ...props }: PolicyFormProps & { readonly section: Section }) => (
  <Stack gap="lg">
    {section.groups.map(({ path, fields }) => (
      <div key={path} role="group" aria-label={groupTitle(section, path) || section.title}>
        {groupTitle(section, path) && (
          <Text fw={650} mb={4}>
            {groupTitle(section, path)}
          </Text>
        )}
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
          {fields.map((field) => (
            <PolicyFieldInput
              key={field.path}
              field={field}
              value={valueAt(props.value, field.path)}
              fault={problemAt(props.problems, field.path)}
              canEdit={props.canEdit}
              onChange={(value) => props.onChange(withValueAt(props.value, field.path, value))}
            />
          ))}
        </SimpleGrid>
      </div>
    ))}
  </Stack>
);

const pathsOf = ({ groups }: Section): readonly string[] =>
  groups.flatMap(({ fields }) => fields.map(({ path }) => path));

/** The fields of a policy, section by section; a closed one says what is going on inside. */
export const PolicyForm = (props: PolicyFormProps) => (
  <Accordion variant="separated" multiple defaultValue={['standing']} order={3}>
    {sections.map((section) => {
      const paths = pathsOf(section);
      const changes = paths.filter((path) => props.changed.has(path)).length;
      const faults = paths.filter((path) => problemAt(props.problems, path) !== undefined).length;
      return (
        <Accordion.Item key={section.name} value={section.name}>
          <Accordion.Control>
            <Group gap="xs">
              <Text fw={650}>{section.title}</Text>
              {changes > 0 && <Badge color="mustard">{counted(changes, 'change')}</Badge>}
              {faults > 0 && <Badge color="tomato">{counted(faults, 'problem')}</Badge>}
            </Group>
          </Accordion.Control>
          <Accordion.Panel>
            <SectionFields section={section} {...props} />
          </Accordion.Panel>
        </Accordion.Item>
      );
    })}
  </Accordion>
);
