// SPDX-License-Identifier: Apache-2.0
// The whole front end: follows the feed, keeps the list of cameras, and shows the page of the address.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { AnnouncePage } from "./announce/AnnouncePage";
import { Banner } from "./alarms/Banner";
import type { AlarmPorts } from "./alarms/feed";
import { NameGate } from "./alarms/NameGate";
import { useAlarms } from "./alarms/useAlarms";
import type { Alarm } from "./alarms/wire";
import type { Camera } from "./api";
import { ChannelsPage } from "./channels/ChannelsPage";
import { Announcer } from "./components/Announcer";
import { Header } from "./components/Header";
import { KeysDialog } from "./components/KeysDialog";
import { LinkBanner } from "./components/LinkBanner";
import { useFullScreen, useKeys } from "./components/dom";
import { HistoryPage } from "./history/HistoryPage";
import { IncidentPage } from "./incident/IncidentPage";
import { IncidentsPage } from "./incident/IncidentsPage";
import { Feed, type FeedPorts, type Link } from "./live/feed";
import { useLanguage } from "./language";
import { useNavigation } from "./navigation";
import { PlatePage } from "./plates/PlatePage";
import { PlatesPage } from "./plates/PlatesPage";
import { plateWords } from "./plates/text";
import { usePreference } from "./preference";
import { useRoster } from "./roster";
import { wallAddress, type Route } from "./route";
import { isOne, OPEN, type Session } from "./session";
import { ServicesProvider, SessionProvider, useSession, type Services } from "./services";
import { text } from "./text";
import { ZonesPage } from "./zones/ZonesPage";
import { zoneWords } from "./zones/text";
import { tvText } from "./tv/text";
import { TvPage } from "./tv/TvPage";
import { Empty } from "./wall/Empty";
import { pageCount } from "./wall/layout";
import { Pager } from "./wall/Pager";
import { Wall } from "./wall/Wall";

interface Props {
  readonly services: Services;
  readonly ports: FeedPorts;
  readonly alarmPorts: AlarmPorts;
  readonly session?: Session;
}

export function App({ services, ports, alarmPorts, session = OPEN }: Props) {
  // Another language is drawn at once.
  useLanguage();
  const [route, go] = useNavigation();
  const { link, version } = useFeed(services, ports);
  const alarms = useAlarms(alarmPorts);
  const { cameras, problem } = useRoster(services.api, version);
  const [isAskingKeys, askKeys] = useState(false);
  const [hasCharacterKeys, setCharacterKeys] = usePreference("character-keys", true);
  const known = useMemo(() => cameras ?? [], [cameras]);
  useEffect(() => { if (cameras !== null) services.board.keep(cameras.map((camera) => camera.number)); }, [services, cameras]);
  useTitle(route, known);
  const [, toggleFull] = useFullScreen();
  useKeys(({ key }) => {
    if (key === "Escape" && route.page !== "wall" && route.page !== "tv" && document.fullscreenElement === null) go("/");
    else if (hasCharacterKeys && (key === "f" || key === "F")) toggleFull();
    else if (hasCharacterKeys && key === "?") askKeys(true);
    else return false;
    return true;
  });
  if (route.page === "tv") {
    return (
      <ServicesProvider value={services}>
        <TvPage cameras={known} link={link} problem={problem} alarms={alarms} />
      </ServicesProvider>
    );
  }
  const pages = pageCount(known.length);
  const turn = (page: number) => { go(wallAddress(page)); };
  return (
    <ServicesProvider value={services}>
    <SessionProvider value={session}>
     <NameGate account={session.account?.name ?? null}>
      <Header cameras={known} onKeys={() => { askKeys(true); }}>
        {route.page === "wall" && <Pager page={Math.min(route.number, pages)} pages={pages} onPage={turn} />}
      </Header>
      <LinkBanner link={link} problem={problem} />
      {/* Where every link is lost that is said once. */}
      <Banner alarms={link.kind === "lost" ? { ...alarms, lostMs: null } : alarms} />
      <Page route={route} cameras={cameras} alarm={alarms.alarm} onPage={turn} />
      <Announcer cameras={known} />
      {isAskingKeys && (
        <KeysDialog
          hasCharacterKeys={hasCharacterKeys}
          onCharacterKeys={setCharacterKeys}
          onClose={() => { askKeys(false); }}
        />
      )}
     </NameGate>
    </SessionProvider>
    </ServicesProvider>
  );
}

interface PageProps {
  readonly route: Route;
  readonly alarm: Alarm | null;
  readonly cameras: readonly Camera[] | null;
  readonly onPage: (page: number) => void;
}

function Page(props: PageProps) {
  const { route, cameras, alarm } = props;
  switch (route.page) {
    case "incidents":
      return <IncidentsPage cameras={cameras ?? []} version={alarm} />;
    case "incident":
      return <IncidentPage key={route.incident} incident={route.incident} version={alarm} />;
    case "channels":
      return <ChannelsPage channels={alarm?.channels ?? null} />;
    case "announce":
      return <AnnouncePage />;
    case "plates":
    case "plate":
    case "zones":
      return <StewardsPage {...props} route={route} />;
    case "tv":
      return null; // It has the whole screen, above.
    default:
      return <CameraPage {...props} route={route} />;
  }
}

type StewardsRoute = Extract<Route, { readonly page: "plates" | "plate" | "zones" }>;

function StewardsPage({ route, cameras }: PageProps & { readonly route: StewardsRoute }) {
  if (!isOne(useSession(), "steward")) return <Plain words={text.noRight} />;
  if (route.page === "plates") return <PlatesPage cameras={cameras ?? []} />;
  if (route.page === "plate") return <PlatePage key={route.plate} plate={route.plate} />;
  return <ZonesPage key={route.camera} id={route.camera} cameras={cameras} />;
}

type CameraRoute = Extract<Route, { readonly page: "wall" | "history" | "none" }>;

function CameraPage({ route, cameras, onPage }: PageProps & { readonly route: CameraRoute }) {
  const session = useSession();
  const lastSeen = useRef<string | null>(null);
  if (cameras === null) return <Plain words={text.loading} />;
  if (route.page === "none") return <Plain words={text.noSuchPage} />;
  if (route.page === "history") {
    if (!isOne(session, "operator")) return <Plain words={text.noRight} />;
    lastSeen.current = route.camera;
    const camera = cameras.find((each) => each.id === route.camera);
    return camera === undefined ? <Plain words={text.noSuchCamera} /> : <HistoryPage key={camera.id} camera={camera} />;
  }
  if (cameras.length === 0) return <Empty />;
  const page = Math.min(route.number, pageCount(cameras.length));
  return <Wall cameras={cameras} page={page} onPage={onPage} focused={lastSeen.current} />;
}

function Plain({ words }: { readonly words: string }) {
  return (
    <main class="page">
      <h1>{words}</h1>
      {words !== text.loading && (
        <p>
          <a href="/">{text.backToWall}</a>
        </p>
      )}
    </main>
  );
}

/** Runs the feed; `version` grows whenever the list of cameras may have changed. */
function useFeed({ board }: Services, ports: FeedPorts): { link: Link; version: number } {
  const [link, setLink] = useState<Link>({ kind: "connecting" });
  const [version, setVersion] = useState(0);
  useEffect(() => {
    let wasLost = false;
    const renew = () => { setVersion((old) => old + 1); };
    const feed = new Feed(ports, {
      onTile: (tile) => { board.put(tile); },
      onRoster: renew,
      onLink: (next) => {
        setLink(next);
        if (next.kind === "open" && wasLost) renew();
        wasLost = next.kind === "lost";
      },
    });
    feed.start();
    return () => { feed.stop(); };
  }, [board, ports]);
  return { link, version };
}

function useTitle(route: Route, cameras: readonly Camera[]): void {
  const camera = route.page === "history" ? cameras.find((each) => each.id === route.camera) : undefined;
  const title = camera === undefined ? pageName(route) : `${camera.name} – ${text.history}`;
  useEffect(() => { document.title = `${title} – ${text.product}`; }, [title]);
}

function pageName(route: Route): string {
  switch (route.page) {
    case "incidents":
      return text.alarm.incidents;
    case "incident":
      return `${text.alarm.incidents} ${route.incident}`;
    case "channels":
      return text.alarm.channels;
    case "announce":
      return text.alarm.announce;
    case "plates":
      return plateWords.plates;
    case "plate":
      return `${plateWords.plates} ${route.plate}`;
    case "zones":
      return zoneWords.zones;
    case "tv":
      return tvText.title;
    default:
      return text.wall;
  }
}
