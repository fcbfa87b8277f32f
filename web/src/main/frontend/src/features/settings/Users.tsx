import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { api, seg } from '../../api/client';
import type { Page, Role, Team, User } from '../../api/types';
import { user as me } from '../../app/session';
import { checkEmail, checkPassword, checkPresent } from '../../lib/checks';
import { useForm } from '../../lib/form';
import { useList } from '../../lib/list';
import { useResource } from '../../lib/resource';
import { t } from '../../text/text';
import { Dialog } from '../../ui/dialog';
import { Check, FormProblems, messageFor, TextField } from '../../ui/field';
import { Icon } from '../../ui/icons';
import { More } from '../../ui/more';
import { Loaded } from '../../ui/states';
import { toast } from '../../ui/toast';

const ROLES: Role[] = ['salesperson', 'manager', 'administrator'];

export function Users(): JSX.Element {
  const list = useList<User>('/users', {});
  const teams = useResource<Page<Team>>('teams for users', (signal) => api.get<Page<Team>>('/teams', {}, signal));
  const editing = useSignal<User | 'new' | null>(null);
  const edited = editing.value;
  return (
    <div class="stack">
      <div class="button-row">
        <button type="button" class="button button-main" onClick={() => (editing.value = 'new')}>
          <Icon name="plus" />
          {t('user.new')}
        </button>
      </div>
      <Loaded of={list} rows={3}>
        {() => (
          <>
            <ul class="rows" aria-label={t('settings.users')}>
              {list.items.value.map((user) => (
                <li class="row row-with-action" key={user.id}>
                  <div>
                    <strong class="break">{user.name}</strong>
                    {user.active === false && <span class="flag flag-calm">{t('user.inactive')}</span>}
                    <p class="quiet break">
                      {user.email} · {user.roles.map((role) => t(`role.${role}`)).join(', ')}
                      {user.teams.length > 0 && ` · ${user.teams.map((team) => team.name).join(', ')}`}
                    </p>
                  </div>
                  <button type="button" class="button button-small" onClick={() => (editing.value = user)} aria-label={t('user.editNamed', { name: user.name })}>
                    {t('action.edit')}
                  </button>
                </li>
              ))}
            </ul>
            <More of={list} />
          </>
        )}
      </Loaded>
      {edited !== null && (
        <Dialog title={edited === 'new' ? t('user.new') : edited.name} onClose={() => (editing.value = null)} wide>
          <UserForm
            user={edited === 'new' ? null : edited}
            teams={teams.data.value?.items ?? []}
            done={() => {
              editing.value = null;
              list.reload();
            }}
          />
        </Dialog>
      )}
    </div>
  );
}

interface Draft {
  name: string;
  email: string;
  password: string;
  roles: Role[];
  teams: string[];
  active: boolean;
}

function UserForm({ user, teams, done }: { user: User | null; teams: Team[]; done: () => void }): JSX.Element {
  const form = useForm<Draft>({
    id: `user-${user?.id ?? 'new'}`,
    initial: {
      name: user?.name ?? '',
      email: user?.email ?? '',
      password: '',
      roles: user?.roles ?? ['salesperson'],
      teams: user?.teams.map((team) => team.id) ?? [],
      active: user?.active ?? true,
    },
    guard: false,
    check: (values) => [
      ...checkPresent('name', values.name, t('user.nameMissing')),
      ...(user === null ? [...checkEmail('email', values.email), ...checkPassword('password', values.password)] : []),
      ...(values.roles.length === 0 ? [{ field: 'roles', message: t('user.roleMissing') }] : []),
    ],
    submit: async (values) => {
      const { name, roles, teams: chosen, active } = values;
      if (user === null) {
        await api.post('/users', { name: name.trim(), email: values.email.trim(), password: values.password, roles, teams: chosen });
      } else {
        await api.patch(`/users/${seg(user.id)}`, { name: name.trim(), roles, teams: chosen, active });
      }
      toast({ icon: 'check', tone: 'good', text: t('user.saved', { name: name.trim() }) });
      done();
    },
  });
  const draft = form.values.value;
  const labels = { name: t('user.name'), email: t('signIn.email'), password: t('signIn.password'), roles: t('user.roles'), teams: t('user.teams') };
  const rolesProblem = messageFor(form.fields.value, 'roles');
  const toggled = <T extends string>(list: T[], value: T, on: boolean): T[] => (on ? [...list, value] : list.filter((other) => other !== value));
  return (
    <form class="stack" noValidate onSubmit={(event) => void form.submit(event)}>
      <FormProblems form={form} labels={labels} />
      <TextField form={form} name="name" label={labels.name} />
      {user === null && (
        <>
          <TextField form={form} name="email" type="email" label={labels.email} />
          <TextField form={form} name="password" type="password" label={labels.password} help={t('user.passwordHelp')} autocomplete="new-password" />
        </>
      )}
      <fieldset class="stack">
        <legend class="field-legend">{labels.roles}</legend>
        {ROLES.map((role, at) => (
          <Check
            key={role}
            id={at === 0 ? `${form.id}-roles` : `${form.id}-role-${role}`}
            label={t(`role.${role}`)}
            help={t(`role.${role}.can`)}
            checked={draft.roles.includes(role)}
            onChange={(on) => form.set('roles', toggled(draft.roles, role, on))}
          />
        ))}
        {rolesProblem !== null && (
          <p class="field-error">
            <Icon name="alert" />
            {rolesProblem}
          </p>
        )}
      </fieldset>
      {teams.length > 0 && (
        <fieldset class="stack">
          <legend class="field-legend">{labels.teams}</legend>
          {teams.map((team) => (
            <Check
              key={team.id}
              id={`${form.id}-team-${team.id}`}
              label={team.name}
              checked={draft.teams.includes(team.id)}
              onChange={(on) => form.set('teams', toggled(draft.teams, team.id, on))}
            />
          ))}
        </fieldset>
      )}
      {user !== null && user.id !== me.value?.id && (
        <Check id={`${form.id}-active`} label={t('user.active')} help={t('user.activeHelp')} checked={draft.active} onChange={(on) => form.set('active', on)} />
      )}
      <div class="dialog-actions">
        <button class="button button-main" aria-disabled={form.busy.value}>
          {form.busy.value ? t('state.saving') : t('action.save')}
        </button>
      </div>
    </form>
  );
}
