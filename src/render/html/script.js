
'use strict';
// Search and filter of the requirements. Without this script the page shows everything and no controls.
// No sign here may act in markup: the page is read as XML too.
(() => {
  const tools = document.querySelector('.tools');
  if (tools === null) return;
  const cards = Array.from(document.querySelectorAll('article[data-id]'));
  const search = tools.querySelector('input[type=search]');
  const boxes = Array.from(tools.querySelectorAll('input[data-state]'));
  const status = tools.querySelector('[role=status]');
  const groups = Array.from(document.querySelectorAll('main section'))
    .filter((section) => section.querySelector('article[data-id]') !== null)
    .filter((section) => section.querySelector('.tools') === null);

  // Full-width letters, as an input method may write them, find the same as others.
  const plain = (text) => text.normalize('NFKC').replace(/\s+/g, ' ').toLowerCase();
  let texts = null;

  const apply = () => {
    if (texts === null) texts = cards.map((card) => plain(card.textContent));
    const words = plain(search.value).split(' ').filter((word) => word !== '');
    const states = boxes.filter((box) => box.checked).map((box) => box.dataset.state);
    let shown = 0;
    cards.forEach((card, at) => {
      const wanted = states.length === 0 ? true : states.includes(card.dataset.state);
      const found = wanted ? words.every((word) => texts[at].includes(word)) : false;
      card.hidden = !found;
      if (found) shown += 1;
    });
    groups.forEach((group) => {
      group.hidden = group.querySelector('article[data-id]:not([hidden])') === null;
    });
    status.textContent = status.dataset.shown.replace('{shown}', shown).replace('{all}', cards.length);
  };

  const showAll = () => {
    search.value = '';
    boxes.forEach((box) => { box.checked = false; });
    apply();
  };

  search.addEventListener('input', apply);
  boxes.forEach((box) => box.addEventListener('change', apply));
  tools.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    search.value = '';
    apply();
  });

  // A link may lead to a requirement that is filtered out: then it is shown.
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#r-"]');
    if (link === null) return;
    const card = document.getElementById(link.getAttribute('href').slice(1));
    if (card === null) return;
    if (card.hidden) showAll();
  });

  // Paper has no way to unfold.
  let folded = [];
  window.addEventListener('beforeprint', () => {
    folded = Array.from(document.querySelectorAll('details:not([open])'));
    folded.forEach((part) => { part.open = true; });
  });
  window.addEventListener('afterprint', () => {
    folded.forEach((part) => { part.open = false; });
    folded = [];
  });

  // A browser may bring back what was typed before the page was loaded anew.
  showAll();
  tools.hidden = false;
})();
