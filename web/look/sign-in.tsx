import {
  Alert,
  Anchor,
  Button,
  Card,
  Center,
  Divider,
  PasswordInput,
  Select,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { getDemo, type Person } from '../../services/contracts/http/ordering.ts';
import type { Role } from '../../services/contracts/primitives.ts';
import { callRoute } from './api.ts';
import { BrandMark } from './brand.tsx';
import { homeOf, roleGroup } from './home.ts';
import { useSession } from './session.tsx';
import { ErrorState } from './states.tsx';

interface SignInProps {
  readonly title: string;
  /** Who belongs here; others are told where they do. */
  readonly allow: readonly Role[];
  /** Above the title; the mark, if there is none. */
  readonly picture?: ReactNode;
  /** A line or two under the title. */
  readonly children?: ReactNode;
}

const demoGroups = (people: readonly Person[], allow: readonly Role[]) =>
  allow
    .map((role) => ({
      group: roleGroup(role),
      items: people
        .filter((person) => person.role === role)
        .map(({ accountId, name }) => ({ value: accountId, label: `${name} (${accountId})` })),
    }))
    .filter(({ items }) => items.length > 0);

const SignInForm = ({ allow }: { readonly allow: readonly Role[] }) => {
  const { signIn } = useSession();
  const demo = useQuery({
    queryKey: ['demo'],
    queryFn: ({ signal }) => callRoute(getDemo, { signal }),
    staleTime: Infinity,
  });
  const [accountId, setAccountId] = useState('');
  const [typed, setPasscode] = useState<string>();
  const passcode = typed ?? demo.data?.passcode ?? '';
  const attempt = useMutation({ mutationFn: () => signIn(accountId.trim(), passcode) });
  const groups = demoGroups(demo.data?.accounts ?? [], allow);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        attempt.mutate();
      }}
    >
      <Stack>
        {groups.length > 0 && (
          <>
            <Select
              label="Sign in as"
              description="This shop is a demo: everybody in the list is simulated."
              placeholder="Type a name"
              searchable
              clearable={false}
              limit={100}
              nothingFoundMessage="Nobody of that name"
              data={groups}
              value={
                groups.some(({ items }) => items.some(({ value }) => value === accountId)) ? accountId : null
              }
              onChange={(value) => setAccountId(value ?? '')}
              // What is typed replaces the name that stands there, and Enter picks: it doesn't sign in.
              onClick={(event) => event.currentTarget.select()}
              onFocus={(event) => event.currentTarget.select()}
              onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
            />
            <Divider label="or" />
          </>
        )}
        <TextInput
          label="Account"
          required
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={128}
          value={accountId}
          onChange={(event) => setAccountId(event.currentTarget.value)}
        />
        <PasswordInput
          label="Passcode"
          required
          autoComplete="current-password"
          maxLength={200}
          value={passcode}
          onChange={(event) => setPasscode(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the passcode' }}
        />
        {attempt.isError && <ErrorState title="That didn’t work" error={attempt.error} />}
        <Button type="submit" size="md" loading={attempt.isPending}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
};

const WrongPlace = ({ person }: { readonly person: Person }) => {
  const { signOut } = useSession();
  const home = homeOf(person.role);
  return (
    <Stack>
      <Text>
        {person.name}, you are signed in as {person.role}. This page isn’t for that role; you belong at{' '}
        <Anchor href={home.href}>{home.place}</Anchor>.
      </Text>
      <Button component="a" href={home.href}>
        Go to {home.place}
      </Button>
      <Button variant="default" onClick={signOut}>
        Sign in as somebody else
      </Button>
    </Stack>
  );
};

/** The sign-in page: the form, or for a role that has nothing to do here the way to where it belongs. */
const SignIn = ({ title, allow, picture, children }: SignInProps) => {
  const { person, notice } = useSession();
  return (
    <Center component="main" id="main" tabIndex={-1} mih="100dvh" p="md">
      <Card w="100%" maw={420} p="xl" shadow="md">
        <Stack>
          {picture ?? <BrandMark size={56} />}
          <div>
            <Title order={1} size="h2">
              {title}
            </Title>
            {children && <Text c="dimmed">{children}</Text>}
          </div>
          {notice && (
            <Alert color="mustard" role="status">
              {notice}
            </Alert>
          )}
          {person ? <WrongPlace person={person} /> : <SignInForm allow={allow} />}
        </Stack>
      </Card>
    </Center>
  );
};

interface SignInGateProps extends SignInProps {
  /** What `children` is to SignIn. */
  readonly intro?: ReactNode;
  readonly children: ReactNode;
}

/** Shows its children to the roles allowed, and the sign-in page to everybody else. */
export const SignInGate = ({ title, allow, picture, intro, children }: SignInGateProps) => {
  const { person } = useSession();
  return person && allow.includes(person.role) ? (
    children
  ) : (
    <SignIn title={title} allow={allow} picture={picture}>
      {intro}
    </SignIn>
  );
};
