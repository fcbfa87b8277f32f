import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { SetUpPage } from '../features/start/SetUpPage';
import { SignInPage } from '../features/start/SignInPage';
import { t } from '../text/text';
import { Logo } from '../ui/icons';
import { Empty, ProblemBox } from '../ui/states';
import { PageHead } from '../ui/page';
import { go, match, place } from './router';
import { routes } from './routes';
import { loadSession, session, sessionProblem } from './session';
import { Shell } from './Shell';

export function App(): JSX.Element {
  useEffect(() => void loadSession(), []);
  const current = session.value;
  if (current === null) return <Opening />;
  if (current.setUpNeeded) return <SetUpPage />;
  if (current.user === null) return <SignInPage />;
  return (
    <Shell>
      <CurrentPage />
    </Shell>
  );
}

function Opening(): JSX.Element {
  const problem = sessionProblem.value;
  return (
    <main class="start">
      <h1 class="hidden-visually">{t('app.name')}</h1>
      {problem === null ? <Logo /> : <ProblemBox problem={problem} retry={() => void loadSession()} />}
    </main>
  );
}

function CurrentPage(): JSX.Element | null {
  const path = place.value.path;
  const home = path === '/' || path === '/index.html';
  useEffect(() => {
    if (home) go('/mails', true);
  }, [home]);
  if (home) return null;
  for (const route of routes) {
    const found = match(route.path, path);
    if (found !== null) return <div key={path}>{route.page(found)}</div>;
  }
  return (
    <>
      <PageHead title={t('notFound.title')} />
      <Empty
        icon="search"
        title={t('notFound.what')}
        action={
          <a class="button" href="/mails">
            {t('notFound.action')}
          </a>
        }
      />
    </>
  );
}
