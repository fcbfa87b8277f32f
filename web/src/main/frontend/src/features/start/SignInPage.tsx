import type { JSX } from 'preact';
import { signIn } from '../../app/session';
import { ApiProblem } from '../../api/problem';
import { useForm } from '../../lib/form';
import { t } from '../../text/text';
import { FormProblems, TextField } from '../../ui/field';
import { checkPresent } from '../../lib/checks';
import { StartFrame } from './StartFrame';

/** Stands at whatever address was asked for, so that signing in leads right there. */
export function SignInPage(): JSX.Element {
  const form = useForm({
    id: 'sign-in',
    initial: { email: '', password: '' },
    guard: false,
    check: (values) => [
      ...checkPresent('email', values.email, t('signIn.emailMissing')),
      ...checkPresent('password', values.password, t('signIn.passwordMissing')),
    ],
    submit: async (values) => {
      try {
        await signIn(values.email.trim(), values.password);
      } catch (thrown) {
        if (thrown instanceof ApiProblem && thrown.kind === 'signed-out') {
          throw new ApiProblem('invalid', thrown.status, t('signIn.wrong'), t('signIn.wrong'), [], thrown.requestId);
        }
        throw thrown;
      }
    },
  });
  const labels = { email: t('signIn.email'), password: t('signIn.password') };
  return (
    <StartFrame title={t('signIn.title')}>
      <form class="stack" noValidate onSubmit={(event) => void form.submit(event)}>
        <FormProblems form={form} labels={labels} />
        <TextField form={form} name="email" type="email" label={labels.email} autocomplete="username" focus />
        <TextField form={form} name="password" type="password" label={labels.password} autocomplete="current-password" />
        <button class="button button-main button-wide" aria-disabled={form.busy.value}>
          {form.busy.value ? t('state.working') : t('signIn.action')}
        </button>
      </form>
    </StartFrame>
  );
}
