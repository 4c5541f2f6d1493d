// The map: polygons coloured by the server's classes; places without a figure stay paper.
import { MapChart } from 'echarts/charts';
import { GeoComponent } from 'echarts/components';
import { type ECharts, type EChartsCoreOption, init, registerMap, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { calm, type MapData, onTheme, type Place, token } from './data';
import type { Selection } from './main';

use([MapChart, GeoComponent, CanvasRenderer]);

interface Shape {
  properties: { adcode: string; parent: string; label?: [number, number]; cp?: [number, number] };
}

type Shapes = { type: 'FeatureCollection'; features: Shape[] };

const NAME = 'places';
const DARKEST_WITH_DARK_TEXT = 2;

async function shapes(data: MapData): Promise<Shapes> {
  const answer = await fetch(data.geo);
  if (!answer.ok) throw new Error(`${data.geo}: ${answer.status}`);
  const all = (await answer.json()) as Shapes;
  const features = data.parent ? all.features.filter((shape) => shape.properties.parent === data.parent) : all.features;
  for (const { properties } of features) if (properties.label) properties.cp = properties.label;
  return { type: 'FeatureCollection', features };
}

function region(place: Place, dark: boolean): object {
  const light = dark ? place.shade > DARKEST_WITH_DARK_TEXT : place.shade <= DARKEST_WITH_DARK_TEXT;
  return {
    name: place.key,
    value: place.shade,
    itemStyle: { areaColor: token(place.shade < 0 ? 'scale-none' : `scale-${place.shade}`) },
    label: { color: light ? '#14181b' : '#ffffff' },
  };
}

function option(data: MapData): EChartsCoreOption {
  const names = new Map(data.places.map((place) => [place.key, place.name]));
  const dark = getComputedStyle(document.documentElement).colorScheme.includes('dark');
  const name = ({ name: key }: { name: string }): string => names.get(key) ?? '';
  const border = { borderColor: token('paper'), borderWidth: 1, areaColor: token('scale-none') };
  return {
    animation: !calm,
    series: [
      {
        type: 'map',
        map: NAME,
        nameProperty: 'adcode',
        aspectScale: 0.79, // cosine of Shanxi's latitude
        preserveAspect: 'contain',
        left: 4,
        right: 4,
        top: 4,
        bottom: 4,
        roam: false,
        selectedMode: false,
        itemStyle: border,
        label: { show: data.labels, formatter: name, fontFamily: token('sans'), fontSize: 12 },
        emphasis: {
          itemStyle: { areaColor: 'inherit', borderColor: token('ink'), borderWidth: 2.5 },
          label: { show: data.labels, color: 'inherit' },
        },
        data: data.places.map((place) => region(place, dark)),
      },
    ],
  };
}

function join(chart: ECharts, holder: HTMLElement, data: MapData, selection: Selection): void {
  const hrefs = new Map(data.places.map((place) => [place.key, place.href]));
  let touched = false;
  let chosenBefore = '';
  holder.addEventListener('pointerdown', (event) => {
    touched = event.pointerType !== 'mouse';
    chosenBefore = selection.key;
  }, true);
  chart.on('mouseover', (event) => selection.choose(event.name));
  chart.on('click', (event) => {
    const href = hrefs.get(event.name);
    // A first tap shows the figure, a second opens the place; a mouse has shown it already.
    if (href && (!touched || chosenBefore === event.name)) location.assign(href);
    else selection.choose(event.name);
  });
  selection.listen((key, before) => {
    if (before) chart.dispatchAction({ type: 'downplay', seriesIndex: 0, name: before });
    if (key) chart.dispatchAction({ type: 'highlight', seriesIndex: 0, name: key });
  });
}

/** Draws the map into its holder and joins it to the table's selection. */
export async function draw(holder: HTMLElement, data: MapData, selection: Selection): Promise<void> {
  registerMap(NAME, (await shapes(data)) as never);
  const chart = init(holder, null, { renderer: 'canvas' });
  chart.setOption(option(data));
  join(chart, holder, data, selection);
  new ResizeObserver(() => chart.resize()).observe(holder);
  onTheme(() => chart.setOption(option(data)));
  holder.dataset['drawn'] = 'yes';
}
