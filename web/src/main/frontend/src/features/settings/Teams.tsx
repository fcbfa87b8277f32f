import type { JSX } from 'preact';
import { api } from '../../api/client';
import type { Team } from '../../api/types';
import { checkPresent } from '../../lib/checks';
import { useForm } from '../../lib/form';
import { useList } from '../../lib/list';
import { t } from '../../text/text';
import { FormProblems, TextField } from '../../ui/field';
import { Icon } from '../../ui/icons';
import { More } from '../../ui/more';
import { Card } from '../../ui/page';
import { Empty, Loaded } from '../../ui/states';
import { toast } from '../../ui/toast';

export function Teams(): JSX.Element {
  const list = useList<Team>('/teams', {});
  const form = useForm({
    id: 'team',
    initial: { name: '' },
    guard: false,
    check: (values) => checkPresent('name', values.name, t('team.nameMissing')),
    submit: async (values) => {
      await api.post('/teams', { name: values.name.trim() });
      toast({ icon: 'check', tone: 'good', text: t('team.added', { name: values.name.trim() }) });
      form.reset({ name: '' });
      list.reload();
    },
  });
  return (
    <div class="stack narrow">
      <Card title={t('team.new')} id="team-new">
        <form class="stack" noValidate onSubmit={(event) => void form.submit(event)}>
          <FormProblems form={form} labels={{ name: t('team.name') }} />
          <TextField form={form} name="name" label={t('team.name')} help={t('team.help')} />
          <div class="button-row">
            <button class="button button-main" aria-disabled={form.busy.value}>
              <Icon name="plus" />
              {t('team.add')}
            </button>
          </div>
        </form>
      </Card>
      <Loaded of={list} rows={2}>
        {() =>
          list.items.value.length === 0 ? (
            <Empty icon="people" title={t('team.empty')}>
              {t('team.emptyWhy')}
            </Empty>
          ) : (
            <>
              <ul class="rows" aria-label={t('settings.teams')}>
                {list.items.value.map((team) => (
                  <li class="row" key={team.id}>
                    <strong class="break">{team.name}</strong>
                  </li>
                ))}
              </ul>
              <More of={list} />
            </>
          )
        }
      </Loaded>
    </div>
  );
}
