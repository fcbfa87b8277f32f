import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { api, seg } from '../../api/client';
import type { Suppression } from '../../api/types';
import { place, setQuery } from '../../app/router';
import { useForm } from '../../lib/form';
import { dayAndTime, exactly, NONE } from '../../lib/format';
import { useList } from '../../lib/list';
import { t } from '../../text/text';
import { Confirm } from '../../ui/dialog';
import { FormProblems, Select, SelectField, TextField } from '../../ui/field';
import { Icon } from '../../ui/icons';
import { More } from '../../ui/more';
import { Card } from '../../ui/page';
import { Empty, Loaded } from '../../ui/states';
import { toast, toastProblem } from '../../ui/toast';
import { QueryField } from '../mails/MailFilters';
import { checkSuppression } from './suppressions';

/** So many need no search. */
const FEW = 4;

/** Who gets no mail, and who is not tracked: two different wishes. */
export function Suppressions(): JSX.Element {
  const q = place.value.query.get('q');
  const kind = place.value.query.get('kind');
  const list = useList<Suppression>('/suppressions', { q, kind });
  const removing = useSignal<Suppression | null>(null);
  const form = useForm({
    id: 'suppression',
    initial: { email: '', kind: 'mail', note: '' },
    check: (values) => checkSuppression(values, list.items.value),
    submit: async (values) => {
      const note = values.note.trim();
      const entry = await api.post<Suppression>('/suppressions', { email: values.email.trim(), kind: values.kind, ...(note === '' ? {} : { note }) });
      // One that was there, further down in the list than is shown, stays as it is.
      toast(
        (entry.note ?? '') === note
          ? { icon: 'check', tone: 'good', text: t('suppression.added', { email: values.email.trim() }) }
          : { icon: 'info', text: t('suppression.there', { when: entry.since == null ? NONE : dayAndTime(entry.since) }) },
      );
      form.reset({ email: '', kind: values.kind, note: '' });
      list.reload();
    },
  });

  async function remove(entry: Suppression): Promise<void> {
    removing.value = null;
    try {
      await api.remove(`/suppressions/${seg(entry.id)}`);
      toast({ icon: 'check', tone: 'good', text: t('suppression.removed', { email: entry.email }) });
    } catch (thrown) {
      toastProblem(thrown);
    }
    list.reload();
  }

  const labels = { email: t('signIn.email'), kind: t('suppression.kind'), note: t('suppression.note') };
  const kinds = [
    { value: 'mail', label: t('suppression.mail') },
    { value: 'tracking', label: t('suppression.tracking') },
  ];
  const isFiltered = q !== null || kind !== null;
  return (
    <div class="stack narrow">
      <p class="quiet">{t('suppression.lead')}</p>
      <Card title={t('suppression.new')} id="suppression-new">
        <form class="stack" noValidate onSubmit={(event) => void form.submit(event)}>
          <FormProblems form={form} labels={labels} />
          <TextField form={form} name="email" type="email" label={labels.email} />
          <SelectField form={form} name="kind" label={labels.kind} options={kinds} />
          <TextField form={form} name="note" label={labels.note} help={t('suppression.noteHelp')} required={false} />
          <div class="button-row">
            <button class="button button-main" aria-disabled={form.busy.value}>
              <Icon name="plus" />
              {t('suppression.add')}
            </button>
          </div>
        </form>
      </Card>
      {(isFiltered || list.items.value.length > FEW) && (
        <form class="filters-main" role="search" aria-label={t('suppression.filter')} onSubmit={(event) => event.preventDefault()}>
          <QueryField name="q" id="suppression-search" label={t('suppression.search')} icon />
          <div class="filter">
            <label for="suppression-which">{labels.kind}</label>
            <Select
              id="suppression-which"
              value={kind ?? ''}
              onChange={(value) => setQuery({ kind: value })}
              options={[{ value: '', label: t('suppression.anyKind') }, ...kinds]}
            />
          </div>
        </form>
      )}
      <Loaded of={list} rows={3}>
        {() =>
          list.items.value.length === 0 && !isFiltered ? (
            <Empty icon="none" title={t('suppression.empty')}>
              {t('suppression.emptyWhy')}
            </Empty>
          ) : list.items.value.length === 0 ? (
            <p class="quiet" role="status">
              {t('suppression.noneHere')}
            </p>
          ) : (
            <>
              <ul class="rows" aria-label={t('settings.suppressions')}>
                {list.items.value.map((entry) => (
                  <Row key={entry.id} entry={entry} remove={() => (removing.value = entry)} />
                ))}
              </ul>
              <More of={list} />
            </>
          )
        }
      </Loaded>
      {removing.value !== null && (
        <Confirm
          title={t('suppression.removeTitle', { email: removing.value.email })}
          text={t(`suppression.removeText.${removing.value.kind}`)}
          yes={t('suppression.remove')}
          danger
          onYes={() => removing.value !== null && void remove(removing.value)}
          onNo={() => (removing.value = null)}
        />
      )}
    </div>
  );
}

function Row({ entry, remove }: { entry: Suppression; remove: () => void }): JSX.Element {
  return (
    <li class="row row-with-action">
      <div>
        <p class="follow-up-who">
          <strong class="break">{entry.email}</strong>
          <span class="with-icon quiet">
            <Icon name={entry.kind === 'mail' ? 'none' : 'unseen'} />
            {t(`suppression.${entry.kind}`)}
          </span>
        </p>
        {entry.note != null && entry.note !== '' && <p class="break">{entry.note}</p>}
        {entry.since != null && (
          <p class="quiet">
            <time dateTime={entry.since} title={exactly(entry.since)}>
              {t('suppression.since', { when: dayAndTime(entry.since) })}
            </time>
          </p>
        )}
      </div>
      <button type="button" class="button button-small" onClick={remove} aria-label={t('suppression.removeNamed', { email: entry.email })}>
        {t('suppression.remove')}
      </button>
    </li>
  );
}
