/** The page of the gallery: what it shows is in `exhibits.tsx`. */
import { useEffect, useState } from 'react';
import { setLanguage } from '../i18n.ts';
import { exhibits } from './exhibits.tsx';
import { applyTextSize, applyTheme, languages, textSizes, themes, type Looks } from './looks.ts';

export function Gallery({ first }: { readonly first: Looks }) {
  const [looks, setLooks] = useState(first);
  const { language, theme, text } = looks;
  useEffect(() => void setLanguage(language), [language]);
  useEffect(() => applyTheme(theme), [theme]);
  useEffect(() => applyTextSize(text), [text]);
  const change = (part: Partial<Looks>) => setLooks({ ...looks, ...part });
  return (
    <div className="gallery">
      <header className="gallery-head" lang="en">
        <h1>Gallery</h1>
        <Choice
          name="Language"
          options={languages}
          value={language}
          onChange={(to) => change({ language: to })}
        />
        <Choice name="Theme" options={themes} value={theme} onChange={(to) => change({ theme: to })} />
        <Choice name="Text, %" options={textSizes} value={text} onChange={(to) => change({ text: to })} />
      </header>
      <main className="gallery-rooms">
        {Object.entries(exhibits).map(([name, Exhibit]) => (
          <section key={name} className="gallery-room" aria-labelledby={`room-${name}`} data-exhibit={name}>
            <h2 id={`room-${name}`} lang="en">
              {name}
            </h2>
            <div className="gallery-states">
              <Exhibit />
            </div>
          </section>
        ))}
      </main>
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly name: string;
  readonly options: readonly T[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

function Choice<T extends string>({ name, options, value, onChange }: ChoiceProps<T>) {
  return (
    <div className="row wrap" role="group" aria-label={name}>
      <span className="hint">{name}</span>
      {options.map((option) => (
        <button
          key={option}
          type="button"
          className="button small"
          aria-pressed={option === value}
          onClick={() => onChange(option)}
        >
          {option}
        </button>
      ))}
    </div>
  );
}
