import type { JSX } from 'preact';
import type { Sequence, Template } from '../../api/types';
import { useList } from '../../lib/list';
import { t } from '../../text/text';
import { Icon } from '../../ui/icons';
import { More } from '../../ui/more';
import { PageHead } from '../../ui/page';
import { Empty, Loaded } from '../../ui/states';

export function SequencesPage(): JSX.Element {
  const sequences = useList<Sequence>('/sequences', {}, 'list');
  const templates = useList<Template>('/templates', {}, 'list');
  return (
    <>
      <PageHead
        title={t('sequences.title')}
        lead={t('sequences.lead')}
        actions={
          <a class="button button-main" href="/sequences/new">
            <Icon name="plus" />
            {t('sequences.new')}
          </a>
        }
      />
      <Loaded of={sequences} rows={2}>
        {() =>
          sequences.items.value.length === 0 ? (
            <Empty icon="steps" title={t('sequences.empty')}>
              {templates.items.value.length === 0 ? t('sequences.emptyNoTemplate') : t('sequences.emptyWhy')}
            </Empty>
          ) : (
            <ul class="rows" aria-label={t('sequences.title')}>
              {sequences.items.value.map((sequence) => (
                <li class="row" key={sequence.id}>
                  <div class="mail-row-head">
                    <a class="row-link" data-row href={`/sequences/${sequence.id}`}>
                      {sequence.name}
                    </a>
                    <span class={`pill tone-${sequence.active ? 'good' : 'calm'}`}>
                      <Icon name={sequence.active ? 'check' : 'pause'} />
                      {sequence.active ? t('sequences.active') : t('sequences.inactive')}
                    </span>
                  </div>
                  <p class="quiet">
                    {t('sequences.steps', { count: sequence.steps.length })} ·{' '}
                    {sequence.approval === 'ask' ? t('sequences.asks') : t('sequences.automatic')}
                  </p>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <More of={sequences} />
      <div class="section-head">
        <h2 id="templates">{t('templates.title')}</h2>
        <a class="button" href="/templates/new">
          <Icon name="plus" />
          {t('templates.new')}
        </a>
      </div>
      <Loaded of={templates} rows={2}>
        {() =>
          templates.items.value.length === 0 ? (
            <Empty icon="pen" title={t('templates.empty')}>
              {t('templates.emptyWhy')}
            </Empty>
          ) : (
            <ul class="rows" aria-labelledby="templates">
              {templates.items.value.map((template) => (
                <li class="row" key={template.id}>
                  <a class="row-link" data-row href={`/templates/${template.id}`}>
                    {template.name}
                  </a>
                  <p class="quiet break">{template.subject == null ? t('templates.sameThread') : template.subject}</p>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <More of={templates} />
    </>
  );
}
