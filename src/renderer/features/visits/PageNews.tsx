import type { PageView } from '../../../shared/ipc/contract.ts';
import { CameraNews, Say } from './CameraNews.tsx';

/** What the page of somebody who has not pressed yet says of camera and sound. */
export function PageNews({ page }: { readonly page: PageView | null }) {
  const camera = page?.camera ?? null;
  return (
    <div className="facts-bar page-news">
      <CameraNews camera={camera} />
      <Say advice={camera?.help ? { general: null, help: camera.help } : undefined} />
    </div>
  );
}
