import type { JSX } from 'preact';
import { go } from '../../app/router';
import { setUp } from '../../app/session';
import { useForm } from '../../lib/form';
import { t } from '../../text/text';
import { FormProblems, TextField } from '../../ui/field';
import { checkEmail, checkPassword, checkPresent } from '../../lib/checks';
import { StartFrame } from './StartFrame';

/** Creates the administrator of a new installation, then leads to the first mail. */
export function SetUpPage(): JSX.Element {
  const form = useForm({
    id: 'set-up',
    initial: { name: '', email: '', password: '' },
    guard: false,
    check: (values) => [
      ...checkPresent('name', values.name, t('setUp.nameMissing')),
      ...checkEmail('email', values.email),
      ...checkPassword('password', values.password),
    ],
    submit: async (values) => {
      await setUp(values.name.trim(), values.email.trim(), values.password);
      go('/mails', true);
    },
  });
  const labels = { name: t('setUp.name'), email: t('signIn.email'), password: t('signIn.password') };
  return (
    <StartFrame title={t('setUp.title')} lead={t('setUp.lead')}>
      <form class="stack" noValidate onSubmit={(event) => void form.submit(event)}>
        <FormProblems form={form} labels={labels} />
        <TextField form={form} name="name" label={labels.name} autocomplete="name" focus />
        <TextField form={form} name="email" type="email" label={labels.email} help={t('setUp.emailHelp')} autocomplete="username" />
        <TextField
          form={form}
          name="password"
          type="password"
          label={labels.password}
          help={t('setUp.passwordHelp')}
          autocomplete="new-password"
        />
        <button class="button button-main button-wide" aria-disabled={form.busy.value}>
          {form.busy.value ? t('state.working') : t('setUp.action')}
        </button>
      </form>
    </StartFrame>
  );
}
