<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About</source>
        <translation>Über dieses Programm</translation>
    </message>
    <message>
        <source>Makes recordings small with neural codecs, keeps them safe, and lets you hear what was lost.
Free software under the MIT licence. Nothing you open leaves this machine.
The package av carries FFmpeg, parts of which are under the LGPL and the GPL.</source>
        <translation>Macht Aufnahmen mit neuronalen Codecs klein, bewahrt sie sicher auf und lässt hören, was verloren ging.
Freie Software unter der MIT-Lizenz. Nichts, was Sie öffnen, verlässt diesen Rechner.
Das Paket av bringt FFmpeg mit, von dem Teile unter LGPL und GPL stehen.</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>Gemacht mit</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
</context>
<context>
    <name>AlignmentCheck</name>
    <message>
        <source>Level: nothing to compare</source>
        <translation>Pegel: nichts zu vergleichen</translation>
    </message>
    <message>
        <source>Level: the same</source>
        <translation>Pegel: gleich</translation>
    </message>
    <message>
        <source>Level: {n} dB louder than the original</source>
        <translation>Pegel: {n} dB lauter als das Original</translation>
    </message>
    <message>
        <source>Level: {n} dB softer than the original</source>
        <translation>Pegel: {n} dB leiser als das Original</translation>
    </message>
    <message>
        <source>Time: {n} ms late</source>
        <translation>Zeit: {n} ms zu spät</translation>
    </message>
    <message>
        <source>Time: {n} ms early</source>
        <translation>Zeit: {n} ms zu früh</translation>
    </message>
    <message>
        <source>Time: too different to measure</source>
        <translation>Zeit: zu verschieden zum Messen</translation>
    </message>
    <message>
        <source>Time: in step to the sample</source>
        <translation>Zeit: auf das Sample genau gleich</translation>
    </message>
</context>
<context>
    <name>BetterSound</name>
    <message>
        <source>“{title}” sounds closer to the original. Shall it be fetched once? It takes {size}.</source>
        <translation>„{title}“ klingt dem Original näher. Soll sie einmal geholt werden? Es sind {size}.</translation>
    </message>
    <message>
        <source>Nothing in the list would gain by being made again with “{title}”.</source>
        <translation>Nichts in der Liste würde besser, wenn es mit „{title}“ neu gemacht würde.</translation>
    </message>
    <message>
        <source>One small file was made with a lesser quality, and its original is here.</source>
        <translation>Eine kleine Datei wurde mit geringerer Qualität gemacht, und ihr Original ist da.</translation>
    </message>
    <message>
        <source>{n} small files were made with a lesser quality, and their originals are here.</source>
        <translation>{n} kleine Dateien wurden mit geringerer Qualität gemacht, und ihre Originale sind da.</translation>
    </message>
    <message>
        <source>Made again with “{title}”: about {new} instead of {old}. What is there now is replaced only when the new one is verified.</source>
        <translation>Neu gemacht mit „{title}“: etwa {new} statt {old}. Was jetzt da ist, wird erst ersetzt, wenn das Neue geprüft ist.</translation>
    </message>
</context>
<context>
    <name>BlindTestDialog</name>
    <message>
        <source>Blind test</source>
        <translation>Blindtest</translation>
    </message>
</context>
<context>
    <name>ChoiceBar</name>
    <message>
        <source>&amp;Add</source>
        <translation>Hin&amp;zufügen</translation>
    </message>
    <message>
        <source>Add recordings, folders or small files</source>
        <translation>Aufnahmen, Ordner oder kleine Dateien hinzufügen</translation>
    </message>
    <message>
        <source>All qualities</source>
        <translation>Alle Qualitäten</translation>
    </message>
    <message>
        <source>&amp;Beside the original</source>
        <translation>&amp;Neben dem Original</translation>
    </message>
    <message>
        <source>In a &amp;folder…</source>
        <translation>In einem &amp;Ordner…</translation>
    </message>
    <message>
        <source>If the file is already there</source>
        <translation>Wenn es die Datei schon gibt</translation>
    </message>
    <message>
        <source>Give the new one a &amp;number</source>
        <translation>Der neuen eine Nummer &amp;geben</translation>
    </message>
    <message>
        <source>&amp;Skip it</source>
        <translation>Ü&amp;berspringen</translation>
    </message>
    <message>
        <source>&amp;Replace the old one</source>
        <translation>Die alte &amp;ersetzen</translation>
    </message>
    <message>
        <source>{about}: {size} per hour</source>
        <translation>{about}: {size} pro Stunde</translation>
    </message>
    <message>
        <source>Not on this computer yet: click to see how to get it</source>
        <translation>Noch nicht auf diesem Rechner: Ein Klick zeigt, wie man sie bekommt</translation>
    </message>
    <message>
        <source>Chosen among all qualities</source>
        <translation>Unter allen Qualitäten gewählt</translation>
    </message>
    <message>
        <source>Results are saved in {folder}</source>
        <translation>Ergebnisse werden in {folder} gespeichert</translation>
    </message>
    <message>
        <source>Each result is saved in the folder of its original</source>
        <translation>Jedes Ergebnis wird im Ordner seines Originals gespeichert</translation>
    </message>
    <message>
        <source>Save: {place}</source>
        <translation>Speichern: {place}</translation>
    </message>
    <message>
        <source>Where shall the results go?</source>
        <translation>Wohin sollen die Ergebnisse?</translation>
    </message>
    <message>
        <source>All qualities: how they sound, what they take, and how to get them</source>
        <translation>Alle Qualitäten: wie sie klingen, was sie brauchen und wie man sie bekommt</translation>
    </message>
    <message>
        <source>Beside the original</source>
        <translation>Neben dem Original</translation>
    </message>
</context>
<context>
    <name>DecodedTrack</name>
    <message>
        <source>A part of {name} could not be brought back.</source>
        <translation>Ein Teil von {name} ließ sich nicht zurückholen.</translation>
    </message>
</context>
<context>
    <name>DetailsPane</name>
    <message>
        <source>Choose a recording to see and hear it here.</source>
        <translation>Wählen Sie eine Aufnahme, um sie hier zu sehen und zu hören.</translation>
    </message>
    <message>
        <source>There is nothing to hear of this one, as it failed. {key} tries it again.</source>
        <translation>Hier gibt es nichts zu hören, denn es ging schief. {key} versucht es noch einmal.</translation>
    </message>
    <message>
        <source>There is nothing to hear of this one, as its files are not where they were.</source>
        <translation>Davon gibt es nichts zu hören, da die Dateien nicht mehr da sind, wo sie waren.</translation>
    </message>
    <message>
        <source>There is nothing to hear of this one yet.</source>
        <translation>Von dieser gibt es noch nichts zu hören.</translation>
    </message>
    <message>
        <source>It differs from the original more than usual: listen to this one.</source>
        <translation>Es weicht mehr als sonst vom Original ab: Hören Sie es sich an.</translation>
    </message>
    <message>
        <source>Its original is not in this folder: there is none to compare it with.</source>
        <translation>Ihr Original liegt nicht in diesem Ordner: Es gibt keines zum Vergleichen.</translation>
    </message>
    <message>
        <source>Press Space to hear it. F5 makes an ordinary recording of it.</source>
        <translation>Die Leertaste spielt es ab. F5 macht eine gewöhnliche Aufnahme daraus.</translation>
    </message>
    <message>
        <source>{name} is used instead of this copy.</source>
        <translation>Statt dieser Kopie wird {name} benutzt.</translation>
    </message>
</context>
<context>
    <name>DeviceTest</name>
    <message>
        <source>Looking what there is…</source>
        <translation>Es wird nachgesehen, was da ist…</translation>
    </message>
    <message>
        <source>&amp;Try it</source>
        <translation>&amp;Ausprobieren</translation>
    </message>
    <message>
        <source>Makes a short sample small and checks it; nothing is kept</source>
        <translation>Macht eine kurze Aufnahme klein und prüft sie; nichts davon bleibt</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>Wird ausprobiert…</translation>
    </message>
    <message>
        <source>✓ It works: {speed}. An hour would take about {time}, with the check.</source>
        <translation>✓ Es geht: {speed}. Eine Stunde dauert etwa {time}, mit der Prüfung.</translation>
    </message>
</context>
<context>
    <name>DialogOpener</name>
    <message>
        <source>Can you hear it?</source>
        <translation>Hören Sie es?</translation>
    </message>
    <message>
        <source>Which quality is enough?</source>
        <translation>Welche Qualität genügt?</translation>
    </message>
    <message>
        <source>Select a recording that was made small: then there is something to compare.</source>
        <translation>Wählen Sie eine Aufnahme aus, die klein gemacht wurde: Dann gibt es etwas zu vergleichen.</translation>
    </message>
    <message>
        <source>Add a recording first: the qualities are compared with a passage of it.</source>
        <translation>Fügen Sie zuerst eine Aufnahme hinzu: Die Qualitäten werden an einer Stelle daraus verglichen.</translation>
    </message>
    <message>
        <source>There is no log file yet.</source>
        <translation>Es gibt noch keine Protokolldatei.</translation>
    </message>
</context>
<context>
    <name>DifferingSecondsList</name>
    <message>
        <source>&amp;Where they differ most</source>
        <translation>Größte Ab&amp;weichungen</translation>
    </message>
    <message>
        <source>Where they differ most</source>
        <translation>Größte Abweichungen</translation>
    </message>
    <message>
        <source>Seconds that differ most from the original: click to hear one again and again (W: the next one).</source>
        <translation>Sekunden, die am meisten vom Original abweichen: Ein Klick spielt eine davon immer wieder (W: die nächste).</translation>
    </message>
    <message>
        <source>The 80 bands of pitch differ by {n} dB in the mean.</source>
        <translation>Die 80 Tonhöhenbänder weichen im Mittel um {n} dB ab.</translation>
    </message>
    <message>
        <source>Looking… {percent} %</source>
        <translation>Wird gesucht… {percent} %</translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>Drop recordings or folders here</source>
        <translation>Aufnahmen oder Ordner hier ablegen</translation>
    </message>
    <message>
        <source>They become small .sqc files beside the originals, which stay as they are. Hear the difference.</source>
        <translation>Daneben entstehen kleine .sqc-Dateien; die Originale bleiben, wie sie sind. Hören Sie den Unterschied.</translation>
    </message>
    <message>
        <source>Or copy files elsewhere and paste them with {key}. A .sqc file that you drop is restored.</source>
        <translation>Oder kopieren Sie Dateien anderswo und fügen Sie sie mit {key} ein. Eine abgelegte .sqc-Datei wird wiederhergestellt.</translation>
    </message>
    <message>
        <source>Add recordings</source>
        <translation>Aufnahmen hinzufügen</translation>
    </message>
</context>
<context>
    <name>FetchStrip</name>
    <message>
        <source>Progress of the download</source>
        <translation>Fortschritt des Herunterladens</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>What has arrived is kept for the next time</source>
        <translation>Was schon da ist, bleibt für das nächste Mal</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Fetches what is still missing</source>
        <translation>Holt, was noch fehlt</translation>
    </message>
    <message>
        <source>No internet here?</source>
        <translation>Kein Internet hier?</translation>
    </message>
    <message>
        <source>How a model comes from another computer, on a stick</source>
        <translation>Wie ein Modell auf einem Stick von einem anderen Rechner kommt</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>Fetching</name>
    <message>
        <source>Asking for “{title}”…</source>
        <translation>„{title}“ wird angefragt…</translation>
    </message>
    <message>
        <source>Checking “{title}”…</source>
        <translation>„{title}“ wird geprüft…</translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>Modelle werden gesucht…</translation>
    </message>
    <message>
        <source>Stopped; what has arrived is kept for the next time.</source>
        <translation>Angehalten; was schon da ist, bleibt für das nächste Mal.</translation>
    </message>
    <message>
        <source>Downloading “{title}”: {done} of {total}</source>
        <translation>„{title}“ wird geholt: {done} von {total}</translation>
    </message>
    <message>
        <source>{size} a second</source>
        <translation>{size} je Sekunde</translation>
    </message>
    <message>
        <source>checked ✓ {hash}</source>
        <translation>geprüft ✓ {hash}</translation>
    </message>
    <message>
        <source>“{title}” is here, {checked}, and in use from now on.</source>
        <translation>„{title}“ ist da, {checked}, und ab jetzt in Gebrauch.</translation>
    </message>
    <message>
        <source>“{title}” is here, {checked}.</source>
        <translation>„{title}“ ist da, {checked}.</translation>
    </message>
    <message>
        <source>These are here now, all checked ✓: {titles}.</source>
        <translation>Jetzt da, alle geprüft ✓: {titles}.</translation>
    </message>
    <message>
        <source>“{title}” is in use from now on.</source>
        <translation>„{title}“ ist ab jetzt in Gebrauch.</translation>
    </message>
    <message>
        <source>“{title}” is in {folder}, checked ✓. On the other computer, choose “Import…” and this place.</source>
        <translation>„{title}“ liegt in {folder}, geprüft ✓. Wählen Sie auf dem anderen Rechner „Importieren…“ und diesen Ort.</translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message>
        <source>Three first steps</source>
        <translation>Drei erste Schritte</translation>
    </message>
    <message>
        <source>Take the sample</source>
        <translation>Das Beispiel nehmen</translation>
    </message>
    <message>
        <source>This one is small already: Space plays it. To see how one becomes small, drop a recording.</source>
        <translation>Diese ist schon klein: Die Leertaste spielt sie ab. Um zu sehen, wie eine klein wird, ziehen Sie eine Aufnahme herein.</translation>
    </message>
    <message>
        <source>That one did not work; its line says why. Take another one, or the sample.</source>
        <translation>Das ging nicht; in seiner Zeile steht, warum. Nehmen Sie eine andere Aufnahme oder das Beispiel.</translation>
    </message>
    <message>
        <source>Drop a recording</source>
        <translation>Eine Aufnahme ablegen</translation>
    </message>
    <message>
        <source>It becomes small</source>
        <translation>Sie wird klein</translation>
    </message>
    <message>
        <source>Compare by ear</source>
        <translation>Mit dem Ohr vergleichen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Help brings these steps back</source>
        <translation>Über „Hilfe“ kommen diese Schritte wieder</translation>
    </message>
    <message>
        <source>Drag a file from your file manager into this window, or take a short sample.</source>
        <translation>Ziehen Sie eine Datei aus der Dateiverwaltung in dieses Fenster, oder nehmen Sie ein kurzes Beispiel.</translation>
    </message>
    <message>
        <source>It is being made small, and what was made is checked against the recording. The original stays.</source>
        <translation>Sie wird klein gemacht, und das Ergebnis wird mit der Aufnahme verglichen. Das Original bleibt.</translation>
    </message>
    <message>
        <source>Press Play under the waveforms. While it plays, X switches between the original and the small file.</source>
        <translation>Drücken Sie unter den Wellenformen auf Wiedergabe. Während sie läuft, wechselt X zwischen Original und kleiner Datei.</translation>
    </message>
    <message>
        <source>That is all. Now drop recordings of your own; whole folders work too.</source>
        <translation>Das ist alles. Legen Sie jetzt eigene Aufnahmen ab; ganze Ordner gehen auch.</translation>
    </message>
</context>
<context>
    <name>FolderField</name>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Which folder?</source>
        <translation>Welcher Ordner?</translation>
    </message>
</context>
<context>
    <name>FrequencyAxis</name>
    <message>
        <source>{n} kHz</source>
        <translation>{n} kHz</translation>
    </message>
</context>
<context>
    <name>HelpDialog</name>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Taste</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Was sie tut</translation>
    </message>
    <message>
        <source>Pages of the help</source>
        <translation>Seiten der Hilfe</translation>
    </message>
    <message>
        <source>&amp;How it works</source>
        <translation>So &amp;geht es</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tasten</translation>
    </message>
    <message>
        <source>In the comparison:</source>
        <translation>Beim Vergleichen:</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Play or pause, wherever you are; a button that Tab led to is pressed</source>
        <translation>Abspielen oder anhalten, überall; eine mit Tab erreichte Schaltfläche wird gedrückt</translation>
    </message>
    <message>
        <source>H, held</source>
        <translation>H, gehalten</translation>
    </message>
    <message>
        <source>Hear the other one as long as the key is down</source>
        <translation>Das andere hören, solange die Taste gedrückt ist</translation>
    </message>
    <message>
        <source>Switch between the original and the other one, at the same place; in the list, too, while it plays</source>
        <translation>Zwischen dem Original und dem anderen wechseln, an derselben Stelle; beim Abspielen auch in der Liste</translation>
    </message>
    <message>
        <source>The original, the other one, the original with limited treble</source>
        <translation>Das Original, das andere, das Original mit begrenzten Höhen</translation>
    </message>
    <message>
        <source>Hear the small file with less of it (Shift+Q: with more)</source>
        <translation>Die kleine Datei mit weniger davon hören (Umschalt+Q: mit mehr)</translation>
    </message>
    <message>
        <source>Hear the same as Opus or MP3 of the same size, and back</source>
        <translation>Dasselbe als Opus oder MP3 in gleicher Größe hören, und zurück</translation>
    </message>
    <message>
        <source>Waveform, spectrogram, difference</source>
        <translation>Wellenform, Spektrogramm, Unterschied</translation>
    </message>
    <message>
        <source>The next place that differs most (Shift+W: the one before)</source>
        <translation>Die nächste Stelle, die am meisten abweicht (Umschalt+W: die vorige)</translation>
    </message>
    <message>
        <source>Left, Right</source>
        <translation>Links, Rechts</translation>
    </message>
    <message>
        <source>Five seconds back or forth</source>
        <translation>Fünf Sekunden zurück oder vor</translation>
    </message>
    <message>
        <source>Page Up, Page Down</source>
        <translation>Bild auf, Bild ab</translation>
    </message>
    <message>
        <source>To the mark (chapter, cue point) before or after</source>
        <translation>Zur Marke (Kapitel, Schnittmarke) davor oder danach</translation>
    </message>
    <message>
        <source>Home, End</source>
        <translation>Pos1, Ende</translation>
    </message>
    <message>
        <source>To the start or the end</source>
        <translation>An den Anfang oder das Ende</translation>
    </message>
    <message>
        <source>Closer, farther, all of it</source>
        <translation>Näher, weiter weg, alles</translation>
    </message>
    <message>
        <source>The loop starts or ends at the play head</source>
        <translation>Die Schleife beginnt oder endet an der Abspielmarke</translation>
    </message>
    <message>
        <source>Ctrl+Left, Ctrl+Right</source>
        <translation>Strg+Links, Strg+Rechts</translation>
    </message>
    <message>
        <source>Move the start of the loop by 10 ms</source>
        <translation>Den Anfang der Schleife um 10 ms verschieben</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Left, …Right</source>
        <translation>Strg+Umschalt+Links, …Rechts</translation>
    </message>
    <message>
        <source>Move the end of the loop by 10 ms</source>
        <translation>Das Ende der Schleife um 10 ms verschieben</translation>
    </message>
    <message>
        <source>… with Alt</source>
        <translation>… mit Alt</translation>
    </message>
    <message>
        <source>Move it by 1 ms</source>
        <translation>Um 1 ms verschieben</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Clear the loop</source>
        <translation>Die Schleife aufheben</translation>
    </message>
    <message>
        <source>In a blind test:</source>
        <translation>In einem Blindtest:</translation>
    </message>
    <message>
        <source>Listen to it</source>
        <translation>Anhören</translation>
    </message>
    <message>
        <source>Mark the first or the second answer</source>
        <translation>Die erste oder die zweite Antwort markieren</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Give the marked answer</source>
        <translation>Die markierte Antwort geben</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Pos1</translation>
    </message>
    <message>
        <source>The passage from its start</source>
        <translation>Die Stelle von Anfang an</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>1. Put recordings in</source>
        <translation>1. Aufnahmen hineinlegen</translation>
    </message>
    <message>
        <source>Drop files or whole folders into the window, paste them with {key}, or record with a microphone. The originals stay as they are.</source>
        <translation>Ziehen Sie Dateien oder ganze Ordner ins Fenster, fügen Sie sie mit {key} ein, oder nehmen Sie mit einem Mikrofon auf. Die Originale bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>2. They become small</source>
        <translation>2. Sie werden klein</translation>
    </message>
    <message>
        <source>Each becomes a small .sqc file beside its original, and is checked against it. How small, and how it sounds, you choose at the top.</source>
        <translation>Jede wird eine kleine .sqc-Datei neben ihrem Original und wird mit ihm verglichen. Wie klein, und wie es klingt, wählen Sie oben.</translation>
    </message>
    <message>
        <source>3. Hear what was lost</source>
        <translation>3. Hören, was verloren ging</translation>
    </message>
    <message>
        <source>Choose a card and press Space, which plays and pauses everywhere. X switches between the original and the small file at the same moment; W goes to where they differ most.</source>
        <translation>Wählen Sie eine Karte und drücken Sie die Leertaste: Sie spielt ab und hält an, überall. X wechselt am selben Augenblick zwischen Original und kleiner Datei; W geht dorthin, wo sie am meisten abweichen.</translation>
    </message>
    <message>
        <source>4. Get recordings back</source>
        <translation>4. Aufnahmen zurückbekommen</translation>
    </message>
    <message>
        <source>{key} on a small file makes an ordinary recording of it. An archive kit (File menu) holds all that is needed to open small files in twenty years, without this program.</source>
        <translation>{key} macht aus einer kleinen Datei wieder eine gewöhnliche Aufnahme. Ein Archivpaket (Menü Datei) enthält alles, was man braucht, um kleine Dateien in zwanzig Jahren ohne dieses Programm zu öffnen.</translation>
    </message>
</context>
<context>
    <name>InfoBar</name>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
</context>
<context>
    <name>IntroPage</name>
    <message>
        <source>&lt;h2&gt;Which quality is enough?&lt;/h2&gt;</source>
        <translation>&lt;h2&gt;Welche Qualität genügt?&lt;/h2&gt;</translation>
    </message>
    <message>
        <source>A short passage is made small at every quality that is on this computer. You listen to all of them, and a blind test can find the smallest one that is good enough for your ears.</source>
        <translation>Eine kurze Stelle wird in jeder Qualität klein gemacht, die auf diesem Rechner ist. Sie hören alle an, und ein Blindtest kann die kleinste finden, die Ihren Ohren genügt.</translation>
    </message>
    <message>
        <source>&amp;Get other qualities…</source>
        <translation>Andere Qualitäten ho&amp;len…</translation>
    </message>
    <message>
        <source>&amp;Recording:</source>
        <translation>&amp;Aufnahme:</translation>
    </message>
    <message>
        <source>Passage:</source>
        <translation>Stelle:</translation>
    </message>
    <message>
        <source>Qualities that are made</source>
        <translation>Qualitäten in Arbeit</translation>
    </message>
    <message>
        <source>&amp;Make them</source>
        <translation>&amp;Herstellen</translation>
    </message>
    <message>
        <source>“{title}”</source>
        <translation>„{title}“</translation>
    </message>
    <message>
        <source>There is no quality on this computer yet: get one first.</source>
        <translation>Auf diesem Rechner ist noch keine Qualität: Holen Sie zuerst eine.</translation>
    </message>
    <message>
        <source>Only one quality is on this computer: {title}. You can find out whether it is enough; to find a smaller or a better one, get others first.</source>
        <translation>Auf diesem Rechner ist nur eine Qualität: {title}. Sie können herausfinden, ob sie genügt; um eine kleinere oder bessere zu finden, holen Sie zuerst andere.</translation>
    </message>
    <message>
        <source>{n} qualities are on this computer: {titles}.</source>
        <translation>Auf diesem Rechner sind {n} Qualitäten: {titles}.</translation>
    </message>
    <message>
        <source>The passage is being made small: {n} of {total} qualities…</source>
        <translation>Die Stelle wird klein gemacht: {n} von {total} Qualitäten…</translation>
    </message>
</context>
<context>
    <name>KitDialog</name>
    <message>
        <source>Archive kit</source>
        <translation>Archivpaket</translation>
    </message>
    <message>
        <source>New folder for the kit</source>
        <translation>Neuer Ordner für das Archivpaket</translation>
    </message>
    <message>
        <source>Progress of the kit</source>
        <translation>Fortschritt des Archivpakets</translation>
    </message>
    <message>
        <source>It is for access, not for preservation: keep the originals. Archives do not use lossy coding for masters (IASA-TC 03, section 11).</source>
        <translation>Es dient dem Zugriff, nicht der Erhaltung: Behalten Sie die Originale. Archive verwenden für Master keine verlustbehaftete Kodierung (IASA-TC 03, Abschnitt 11).</translation>
    </message>
    <message>
        <source>Damaged, and so left out: {names}.</source>
        <translation>Beschädigt und darum weggelassen: {names}.</translation>
    </message>
    <message>
        <source>Left out, as their quality is not on this computer: {names}.</source>
        <translation>Weggelassen, weil ihre Qualität nicht auf diesem Computer ist: {names}.</translation>
    </message>
    <message>
        <source>&amp;All finished recordings: {n}</source>
        <translation>Alle &amp;fertigen Aufnahmen: {n}</translation>
    </message>
    <message>
        <source>&amp;Only “{name}”</source>
        <translation>N&amp;ur „{name}“</translation>
    </message>
    <message>
        <source>&amp;New folder:</source>
        <translation>&amp;Neuer Ordner:</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <translation>&amp;Wählen…</translation>
    </message>
    <message>
        <source>&amp;Make the kit</source>
        <translation>Archivpaket &amp;anlegen</translation>
    </message>
    <message>
        <source>Looking whether all of them are whole…</source>
        <translation>Es wird nachgesehen, ob alle ganz sind …</translation>
    </message>
    <message>
        <source>There is nothing that a kit can be made of.</source>
        <translation>Es gibt nichts, woraus ein Archivpaket werden kann.</translation>
    </message>
    <message>
        <source>Left out: {reason}</source>
        <translation>Weggelassen: {reason}</translation>
    </message>
    <message>
        <source>A kit is a folder that needs nothing else: the small recordings ({n}), the models that play them, the description of the format and a plain decoder, with checksums of everything (BagIt). It opens without a network and without this program.</source>
        <translation>Ein Archivpaket ist ein Ordner, der nichts anderes braucht: die kleinen Aufnahmen ({n}), die Modelle, die sie abspielen, die Beschreibung des Formats und ein einfaches Programm zum Öffnen, mit Prüfsummen von allem (BagIt). Es lässt sich ohne Netz und ohne dieses Programm öffnen.</translation>
    </message>
    <message>
        <source>In which folder shall the kit lie?</source>
        <translation>In welchem Ordner soll das Archivpaket liegen?</translation>
    </message>
    <message>
        <source>Name a whole path, such as the one that “Choose…” gives.</source>
        <translation>Nennen Sie einen ganzen Pfad, wie ihn „Wählen…“ ergibt.</translation>
    </message>
    <message>
        <source>Copying and checking…</source>
        <translation>Wird kopiert und geprüft…</translation>
    </message>
    <message>
        <source>Done and checked: {time} of sound, {size} in {folder}.</source>
        <translation>Fertig und geprüft: Dauer {time}, {size} in {folder}.</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Colours: from {low} to {high}</source>
        <translation>Farben: von {low} bis {high}</translation>
    </message>
</context>
<context>
    <name>LevelMeter</name>
    <message>
        <source>Level</source>
        <translation>Pegel</translation>
    </message>
    <message>
        <source>nothing is heard</source>
        <translation>nichts zu hören</translation>
    </message>
    <message>
        <source>quiet: speak up or come closer</source>
        <translation>leise: sprechen Sie lauter oder gehen Sie näher heran</translation>
    </message>
    <message>
        <source>good</source>
        <translation>gut</translation>
    </message>
    <message>
        <source>too loud: go farther away</source>
        <translation>zu laut: gehen Sie weiter weg</translation>
    </message>
</context>
<context>
    <name>ListenPage</name>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>The whole queue takes</source>
        <translation>Die ganze Liste braucht</translation>
    </message>
    <message>
        <source>What one hears</source>
        <translation>Was man hört</translation>
    </message>
    <message>
        <source>Versions of the passage</source>
        <translation>Fassungen der Stelle</translation>
    </message>
    <message>
        <source>Original and back (X)</source>
        <translation>Original und zurück (X)</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>&amp;Use this quality</source>
        <translation>Diese Qualität &amp;verwenden</translation>
    </message>
    <message>
        <source>For all that waits in the queue, and for what comes</source>
        <translation>Für alles, was in der Liste wartet, und für das, was kommt</translation>
    </message>
    <message>
        <source>that I cannot &amp;tell from the original</source>
        <translation>die ich vom Original nicht &amp;unterscheiden kann</translation>
    </message>
    <message>
        <source>to which I do not &amp;prefer the original</source>
        <translation>der ich das Original nicht vor&amp;ziehe</translation>
    </message>
    <message>
        <source>Find the smallest one</source>
        <translation>Die kleinste finden,</translation>
    </message>
    <message>
        <source>&amp;Begin the blind test</source>
        <translation>Blindtest &amp;beginnen</translation>
    </message>
    <message>
        <source>&lt;h2&gt;Listen: {start} – {stop}&lt;/h2&gt;</source>
        <translation>&lt;h2&gt;Hören: {start} – {stop}&lt;/h2&gt;</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Everything.</source>
        <translation>Alles.</translation>
    </message>
    <message>
        <source>This is the only quality on this computer. The test tells whether it is enough.</source>
        <translation>Dies ist die einzige Qualität auf diesem Rechner. Der Test zeigt, ob sie genügt.</translation>
    </message>
    <message>
        <source>The test takes at most {n} short trials, and mostly far fewer.</source>
        <translation>Der Test braucht höchstens {n} kurze Durchgänge, meist weit weniger.</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Wiedergabe</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Another window is open: the list of this one is not kept.</source>
        <translation>Ein anderes Fenster ist offen: Die Liste von diesem wird nicht aufbewahrt.</translation>
    </message>
    <message>
        <source>The list could not be saved: {reason}</source>
        <translation>Die Liste konnte nicht gespeichert werden: {reason}</translation>
    </message>
</context>
<context>
    <name>MakingDialog</name>
    <message>
        <source>&amp;Show it</source>
        <translation>Im Ordner &amp;zeigen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Cancelled; nothing was left.</source>
        <translation>Abgebrochen; nichts blieb zurück.</translation>
    </message>
</context>
<context>
    <name>ModelsTable</name>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>One hour takes</source>
        <translation>Eine Stunde braucht</translation>
    </message>
    <message>
        <source>What one hears</source>
        <translation>Was man hört</translation>
    </message>
    <message>
        <source>Where it is</source>
        <translation>Wo sie ist</translation>
    </message>
    <message>
        <source>All models</source>
        <translation>Alle Modelle</translation>
    </message>
    <message>
        <source>&amp;Use this one</source>
        <translation>&amp;Diese verwenden</translation>
    </message>
    <message>
        <source>&amp;Save this model to a stick…</source>
        <translation>Dieses Modell auf einen &amp;Stick speichern…</translation>
    </message>
    <message>
        <source>For a computer without internet: there, “Import…” takes it from the stick</source>
        <translation>Für einen Rechner ohne Internet: Dort nimmt „Importieren…“ es vom Stick</translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <translation>&amp;Entfernen…</translation>
    </message>
    <message>
        <source>Frees its place on the disk; what came with the program stays</source>
        <translation>Gibt seinen Platz auf der Festplatte frei; was mit dem Programm kam, bleibt</translation>
    </message>
    <message>
        <source>Not here yet</source>
        <translation>Noch nicht hier</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Hier</translation>
    </message>
    <message>
        <source>&amp;Get it ({size})</source>
        <translation>&amp;Holen ({size})</translation>
    </message>
    <message>
        <source>Where shall the model be saved?</source>
        <translation>Wohin soll das Modell gespeichert werden?</translation>
    </message>
    <message>
        <source>Removed; {size} are free again.</source>
        <translation>Entfernt; {size} sind wieder frei.</translation>
    </message>
    <message>
        <source>Remove “{title}” from this computer?</source>
        <translation>„{title}“ von diesem Rechner entfernen?</translation>
    </message>
    <message>
        <source>Files that were made with it can be neither heard nor restored until it is here again.</source>
        <translation>Dateien, die damit gemacht wurden, lassen sich weder anhören noch wiederherstellen, bis es wieder da ist.</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>&amp;Keep it</source>
        <translation>&amp;Behalten</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>NameField</name>
    <message>
        <source>Interviews</source>
        <translation>Gespräche</translation>
    </message>
    <message>
        <source>Grandmother.wav</source>
        <translation>Großmutter.wav</translation>
    </message>
    <message>
        <source>Names of results</source>
        <translation>Namen der Ergebnisse</translation>
    </message>
    <message>
        <source>{name}: as the original · {folder}: its folder · {date}: day of its last change · {quality}</source>
        <translation>{name}: wie das Original · {folder}: sein Ordner · {date}: Tag seiner letzten Änderung · {quality}</translation>
    </message>
</context>
<context>
    <name>NeedsRow</name>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>Takes models from any folder, memory stick or archive kit</source>
        <translation>Nimmt Modelle aus jedem Ordner, Stick oder Archivpaket</translation>
    </message>
    <message>
        <source>Get it ({size})</source>
        <translation>Holen ({size})</translation>
    </message>
</context>
<context>
    <name>NoInternetDialog</name>
    <message>
        <source>No internet here?</source>
        <translation>Kein Internet hier?</translation>
    </message>
    <message>
        <source>1.  On a computer with internet, open this program, then Qualities, and get “{title}” there.</source>
        <translation>1.  Öffnen Sie auf einem Rechner mit Internet dieses Programm, dann „Qualitäten“, und holen Sie dort „{title}“.</translation>
    </message>
    <message>
        <source>2.  In the same window there, under “All models”, choose “Save this model to a stick…”, and a memory stick.</source>
        <translation>2.  Wählen Sie dort im selben Fenster unter „Alle Modelle“: „Dieses Modell auf einen Stick speichern…“, und einen Stick.</translation>
    </message>
    <message>
        <source>3.  Bring the stick here, choose “Import…” below, and the stick. Done.</source>
        <translation>3.  Bringen Sie den Stick hierher, wählen Sie unten „Importieren…“ und den Stick. Fertig.</translation>
    </message>
    <message>
        <source>An archive kit, or the files as their authors publish them, will do as well: any folder is searched.</source>
        <translation>Ein Archivpaket oder die Dateien, wie ihre Autoren sie veröffentlichen, tun es auch: Jeder Ordner wird durchsucht.</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>&amp;Importieren…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>OriginalsDialog</name>
    <message>
        <source>Originals to the trash</source>
        <translation>Originale in den Papierkorb</translation>
    </message>
    <message>
        <source>Originals</source>
        <translation>Originale</translation>
    </message>
    <message>
        <source>Progress of the check</source>
        <translation>Fortschritt der Prüfung</translation>
    </message>
    <message>
        <source>&amp;Also those whose small file was made with a preview quality</source>
        <translation>&amp;Auch die, deren kleine Datei mit Vorschauqualität gemacht wurde</translation>
    </message>
    <message>
        <source>&amp;Keep the originals</source>
        <translation>&amp;Originale behalten</translation>
    </message>
    <message>
        <source>Checking each small file first: that it is whole, that it is another file than the original, and that it was made from just this original…</source>
        <translation>Jede kleine Datei wird zuerst geprüft: ob sie heil ist, ob sie eine andere Datei ist als das Original und ob sie aus genau diesem Original entstand…</translation>
    </message>
    <message>
        <source>{name}: the small file was made with a preview quality; keep the original</source>
        <translation>{name}: Die kleine Datei wurde mit Vorschauqualität gemacht; behalten Sie das Original</translation>
    </message>
    <message>
        <source>No original can go: the list says why.</source>
        <translation>Kein Original kann weg: In der Liste steht, warum.</translation>
    </message>
    <message>
        <source>Originals that can go: {n} ({size}). Of each, this was proven: its small file is whole, plays, and was made from just this original, with the quality that stands beside it.</source>
        <translation>Originale, die gehen können: {n} ({size}). Bewiesen ist von jedem: Seine kleine Datei ist heil, lässt sich abspielen und wurde aus genau diesem Original gemacht, mit der Qualität, die daneben steht.</translation>
    </message>
    <message>
        <source>It is not the same sound: what the quality leaves out, only the trash can give back.</source>
        <translation>Es ist nicht derselbe Klang: Was die Qualität weglässt, kann nur der Papierkorb zurückgeben.</translation>
    </message>
    <message>
        <source>&amp;Move {n} to the trash</source>
        <translation>{n} in den &amp;Papierkorb legen</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>{name}: not moved</source>
        <translation>{name}: nicht bewegt</translation>
    </message>
    <message>
        <source>{name} lies in the trash</source>
        <translation>{name} liegt im Papierkorb</translation>
    </message>
    <message>
        <source>Moved to the trash: {n}.</source>
        <translation>In den Papierkorb gelegt: {n}.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>PageDialog</name>
    <message>
        <source>Share</source>
        <translation>Teilen</translation>
    </message>
    <message>
        <source>Recordings to listen to</source>
        <translation>Aufnahmen zum Anhören</translation>
    </message>
    <message>
        <source>File of the page</source>
        <translation>Datei der Seite</translation>
    </message>
    <message>
        <source>How large it gets is being found out…</source>
        <translation>Wie groß sie wird, wird ermittelt…</translation>
    </message>
    <message>
        <source>&amp;File:</source>
        <translation>&amp;Datei:</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <translation>&amp;Wählen…</translation>
    </message>
    <message>
        <source>&amp;Make the page</source>
        <translation>Seite &amp;machen</translation>
    </message>
    <message>
        <source>Progress of the page</source>
        <translation>Fortschritt der Seite</translation>
    </message>
    <message>
        <source>One file that any browser plays, without a network and without this program: {name} with all that it needs. Send it, or keep it on a stick.</source>
        <translation>Eine Datei, die jeder Browser abspielt, ohne Netz und ohne dieses Programm: {name} mit allem, was zum Hören nötig ist. Zum Verschicken oder für einen Stick.</translation>
    </message>
    <message>
        <source>One file that any browser plays, without a network and without this program: {n} of your small recordings ({names}{more}) with all that they need. Send it, or keep it on a stick.</source>
        <translation>Eine Datei, die jeder Browser abspielt, ohne Netz und ohne dieses Programm: kleine Aufnahmen ({n}: {names}{more}) mit allem, was zum Hören nötig ist. Zum Verschicken oder für einen Stick.</translation>
    </message>
    <message>
        <source>The page will take {size}, for {time} of sound.</source>
        <translation>Die Seite wird {size} groß; ihr Ton dauert {time}.</translation>
    </message>
    <message>
        <source>What they need is in it once, however many they are.</source>
        <translation>Was zum Hören nötig ist, steht einmal darin, gleich wie viele es sind.</translation>
    </message>
    <message>
        <source>It can name these, but not play them, as their models are too large for a page: {names}.</source>
        <translation>Diese kann sie nennen, aber nicht abspielen, weil ihre Modelle für eine Seite zu groß sind: {names}.</translation>
    </message>
    <message>
        <source>Where shall the page lie?</source>
        <translation>Wo soll die Seite liegen?</translation>
    </message>
    <message>
        <source>Pages (*.html)</source>
        <translation>Seiten (*.html)</translation>
    </message>
    <message>
        <source>Name a whole path, such as the one that “Choose…” gives.</source>
        <translation>Nennen Sie einen ganzen Pfad, wie ihn „Wählen…“ ergibt.</translation>
    </message>
    <message>
        <source>The page is being made…</source>
        <translation>Die Seite wird gemacht…</translation>
    </message>
    <message>
        <source>Done: {time} of sound, {size} in {file}. Any browser opens it.</source>
        <translation>Fertig: Dauer {time}, {size} in {file}. Jeder Browser öffnet sie.</translation>
    </message>
</context>
<context>
    <name>PassageChoice</name>
    <message>
        <source>One that the &amp;program proposes: {n} s in which most is said</source>
        <translation>Eine, die das &amp;Programm vorschlägt: {n} s, in denen am meisten gesagt wird</translation>
    </message>
    <message>
        <source>The &amp;loop of the comparison (there is none: drag one with Shift there)</source>
        <translation>Die &amp;Schleife des Vergleichs (es gibt keine: dort mit Umschalt eine ziehen)</translation>
    </message>
    <message>
        <source>The &amp;loop of the comparison: {start} – {stop}</source>
        <translation>Die &amp;Schleife des Vergleichs: {start} – {stop}</translation>
    </message>
</context>
<context>
    <name>PeerButton</name>
    <message>
        <source>Compare with Opus</source>
        <translation>Mit Opus vergleichen</translation>
    </message>
    <message>
        <source>Hear the same recording as Opus or MP3 would keep it at this size (O: there and back)</source>
        <translation>Dieselbe Aufnahme hören, wie Opus oder MP3 sie in dieser Größe behielte (O: hin und zurück)</translation>
    </message>
    <message>
        <source>{name} of the same size</source>
        <translation>{name} in gleicher Größe</translation>
    </message>
</context>
<context>
    <name>QualitiesDialog</name>
    <message>
        <source>Qualities</source>
        <translation>Qualitäten</translation>
    </message>
    <message>
        <source>&amp;All models</source>
        <translation>&amp;Alle Modelle</translation>
    </message>
    <message>
        <source>Hear the &amp;original</source>
        <translation>Das &amp;Original hören</translation>
    </message>
    <message>
        <source>The same passage as it was recorded, to compare with</source>
        <translation>Dieselbe Stelle, wie sie aufgenommen wurde, zum Vergleichen</translation>
    </message>
    <message>
        <source>Takes models from any folder, memory stick or archive kit</source>
        <translation>Nimmt Modelle aus jedem Ordner, Stick oder Archivpaket</translation>
    </message>
    <message>
        <source>No internet here?</source>
        <translation>Kein Internet hier?</translation>
    </message>
    <message>
        <source>How a model comes from another computer, on a stick</source>
        <translation>Wie ein Modell auf einem Stick von einem anderen Rechner kommt</translation>
    </message>
    <message>
        <source>St&amp;op</source>
        <translation>An&amp;halten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>&amp;Importieren…</translation>
    </message>
</context>
<context>
    <name>QualityCard</name>
    <message>
        <source>★ Recommended</source>
        <translation>★ Empfohlen</translation>
    </message>
    <message>
        <source>Get it ({size})</source>
        <translation>Holen ({size})</translation>
    </message>
    <message>
        <source>Fetches it once from the network; the queue goes on meanwhile</source>
        <translation>Holt sie einmal aus dem Netz; die Liste wird währenddessen weiter abgearbeitet</translation>
    </message>
    <message>
        <source>not here yet</source>
        <translation>noch nicht hier</translation>
    </message>
    <message>
        <source>preview: still being trained</source>
        <translation>Vorschau: wird noch trainiert</translation>
    </message>
    <message>
        <source>{size} an hour</source>
        <translation>{size} je Stunde</translation>
    </message>
    <message>
        <source>your list: about {size}</source>
        <translation>Ihre Liste: etwa {size}</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Einen Moment…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Hear it</source>
        <translation>Anhören</translation>
    </message>
    <message>
        <source>Hear how {title} sounds</source>
        <translation>Hören, wie {title} klingt</translation>
    </message>
    <message>
        <source>A short passage of speech, made small and brought back on this computer just now</source>
        <translation>Eine kurze Stelle Sprache, eben auf diesem Rechner klein gemacht und zurückgeholt</translation>
    </message>
</context>
<context>
    <name>QualityChooser</name>
    <message>
        <source>Which quality is enough?</source>
        <translation>Welche Qualität genügt?</translation>
    </message>
</context>
<context>
    <name>QualitySlider</name>
    <message>
        <source>Quality of the small file</source>
        <translation>Qualität der kleinen Datei</translation>
    </message>
    <message>
        <source>{quality}: {size}, {rate}</source>
        <translation>{quality}: {size}, {rate}</translation>
    </message>
    <message>
        <source>How much of the small file is heard: less of it is a smaller file (Q; Shift+Q: more)</source>
        <translation>Wie viel von der kleinen Datei zu hören ist: Weniger davon ist eine kleinere Datei (Q; Umschalt+Q: mehr)</translation>
    </message>
</context>
<context>
    <name>QueueImport</name>
    <message>
        <source>There is no file or folder in what you pasted or dropped.</source>
        <translation>In dem, was Sie eingefügt oder abgelegt haben, ist keine Datei und kein Ordner.</translation>
    </message>
    <message>
        <source>No sample came with this copy of the program.</source>
        <translation>Zu diesem Programm gehört kein Beispiel.</translation>
    </message>
    <message>
        <source>No recordings were found there.</source>
        <translation>Dort wurden keine Aufnahmen gefunden.</translation>
    </message>
    <message>
        <source>Already in the queue.</source>
        <translation>Schon in der Liste.</translation>
    </message>
    <message>
        <source>{n} added</source>
        <translation>{n} hinzugefügt</translation>
    </message>
    <message>
        <source>1 other file left alone</source>
        <translation>1 andere Datei bleibt unberührt</translation>
    </message>
    <message>
        <source>{n} other files left alone</source>
        <translation>{n} andere Dateien bleiben unberührt</translation>
    </message>
    <message>
        <source>Looking for recordings… {n} found</source>
        <translation>Suche nach Aufnahmen… {n} gefunden</translation>
    </message>
</context>
<context>
    <name>QueueNotices</name>
    <message>
        <source>{n} left from last time: go on?</source>
        <translation>{n} vom letzten Mal übrig: weitermachen?</translation>
    </message>
    <message>
        <source>The saved list could not be read: it was put aside as {path}, and the list is empty.</source>
        <translation>Die gespeicherte Liste war nicht zu lesen: Sie liegt jetzt als {path} beiseite, und die Liste ist leer.</translation>
    </message>
    <message>
        <source>The settings could not be read: they were put aside as {path}, and are as at first.</source>
        <translation>Die Einstellungen waren nicht zu lesen: Sie liegen jetzt als {path} beiseite, und es gelten die anfänglichen.</translation>
    </message>
    <message>
        <source>Just now: {how}</source>
        <translation>Eben: {how}</translation>
    </message>
    <message>
        <source>The queue is finished</source>
        <translation>Die Liste ist abgearbeitet</translation>
    </message>
    <message>
        <source>The small files are made. Shall the originals go to the trash?</source>
        <translation>Die kleinen Dateien sind fertig. Sollen die Originale in den Papierkorb?</translation>
    </message>
</context>
<context>
    <name>QueueView</name>
    <message>
        <source>Queue of recordings</source>
        <translation>Liste der Aufnahmen</translation>
    </message>
</context>
<context>
    <name>RecentFiles</name>
    <message>
        <source>&amp;Forget these</source>
        <translation>Diese &amp;vergessen</translation>
    </message>
    <message>
        <source>Nothing was opened yet</source>
        <translation>Es wurde noch nichts geöffnet</translation>
    </message>
</context>
<context>
    <name>RecordDialog</name>
    <message>
        <source>Record</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>None found</source>
        <translation>Keines gefunden</translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation>&amp;Erneut suchen</translation>
    </message>
    <message>
        <source>After a microphone was plugged in</source>
        <translation>Nachdem ein Mikrofon angeschlossen wurde</translation>
    </message>
    <message>
        <source>Mono: one voice, half the size</source>
        <translation>Mono: eine Stimme, halb so groß</translation>
    </message>
    <message>
        <source>Stereo</source>
        <translation>Stereo</translation>
    </message>
    <message>
        <source>Time recorded</source>
        <translation>Aufgenommene Zeit</translation>
    </message>
    <message>
        <source>&amp;Microphone:</source>
        <translation>&amp;Mikrofon:</translation>
    </message>
    <message>
        <source>&amp;Channels:</source>
        <translation>&amp;Kanäle:</translation>
    </message>
    <message>
        <source>&amp;Kept in:</source>
        <translation>Aufbewahrt &amp;in:</translation>
    </message>
    <message>
        <source>No microphone was found: connect one, then press “Look again”. All else works without it.</source>
        <translation>Es wurde kein Mikrofon gefunden: Schließen Sie eines an, dann drücken Sie „Erneut suchen“. Alles andere geht auch ohne.</translation>
    </message>
    <message>
        <source>What was recorded until then is kept.</source>
        <translation>Was bis dahin aufgenommen wurde, bleibt erhalten.</translation>
    </message>
    <message>
        <source>The microphone went away: connect it, then press “Look again”.</source>
        <translation>Das Mikrofon ist weg: Schließen Sie es an, dann drücken Sie „Erneut suchen“.</translation>
    </message>
    <message>
        <source>Where shall recordings be kept?</source>
        <translation>Wo sollen Aufnahmen aufbewahrt werden?</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Recording into “{name}”.</source>
        <translation>Nimmt auf in „{name}“.</translation>
    </message>
    <message>
        <source>■  &amp;Stop and keep</source>
        <translation>■  &amp;Anhalten und behalten</translation>
    </message>
    <message>
        <source>●  &amp;Record</source>
        <translation>●  &amp;Aufnehmen</translation>
    </message>
    <message>
        <source>{n} gaps so far: this computer is too busy.</source>
        <translation>{n} Lücken bisher: Dieser Rechner ist zu beschäftigt.</translation>
    </message>
    <message>
        <source>Kept as “{name}”, {time}; it is in the queue.</source>
        <translation>Aufbewahrt als „{name}“, {time}; es steht in der Liste.</translation>
    </message>
    <message>
        <source>Still recording: “Stop and keep” ends it.</source>
        <translation>Die Aufnahme läuft noch: „Anhalten und behalten“ beendet sie.</translation>
    </message>
</context>
<context>
    <name>ResultPage</name>
    <message>
        <source>Trial</source>
        <translation>Durchgang</translation>
    </message>
    <message>
        <source>It was</source>
        <translation>Es war</translation>
    </message>
    <message>
        <source>Your answer</source>
        <translation>Ihre Antwort</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>All trials</source>
        <translation>Alle Durchgänge</translation>
    </message>
    <message>
        <source>&amp;Save the report…</source>
        <translation>Bericht &amp;speichern…</translation>
    </message>
    <message>
        <source>A page to read and a file to check. Choose an earlier report to add this test to it.</source>
        <translation>Eine Seite zum Lesen und eine Datei zum Prüfen. Wählen Sie einen früheren Bericht, um diesen Test dort anzufügen.</translation>
    </message>
    <message>
        <source>&amp;Another test</source>
        <translation>&amp;Noch ein Test</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>You stopped before the first answer: there is nothing to save.</source>
        <translation>Sie haben vor der ersten Antwort aufgehört: Es gibt nichts zu speichern.</translation>
    </message>
    <message>
        <source>You stopped after {n} of {most} trials; the missing ones count against.</source>
        <translation>Sie haben nach {n} von {most} Durchgängen aufgehört; die fehlenden zählen dagegen.</translation>
    </message>
    <message>
        <source>Played on {device}.</source>
        <translation>Abgespielt über {device}.</translation>
    </message>
    <message>
        <source>Both were equally loud.</source>
        <translation>Beide waren gleich laut.</translation>
    </message>
    <message>
        <source>{name} was made {n} dB louder, so that both were equally loud.</source>
        <translation>{name} wurde um {n} dB lauter gemacht, damit beide gleich laut waren.</translation>
    </message>
    <message>
        <source>{name} was made {n} dB softer, so that both were equally loud.</source>
        <translation>{name} wurde um {n} dB leiser gemacht, damit beide gleich laut waren.</translation>
    </message>
    <message>
        <source>{name} was</source>
        <translation>{name} war</translation>
    </message>
    <message>
        <source>There were {n} gaps in the sound.</source>
        <translation>Es gab {n} Lücken im Ton.</translation>
    </message>
    <message>
        <source>X was</source>
        <translation>X war</translation>
    </message>
    <message>
        <source>✓ right</source>
        <translation>✓ richtig</translation>
    </message>
    <message>
        <source>✗ wrong</source>
        <translation>✗ falsch</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
</context>
<context>
    <name>RowActions</name>
    <message>
        <source>There is no result yet: start the queue, or press F5 to make one.</source>
        <translation>Es gibt noch kein Ergebnis: Starten Sie die Liste, oder drücken Sie F5, um eines zu machen.</translation>
    </message>
    <message>
        <source>{name} is not there any more.</source>
        <translation>{name} ist nicht mehr da.</translation>
    </message>
</context>
<context>
    <name>RowButtons</name>
    <message>
        <source>Play</source>
        <translation>Wiedergabe</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Hear it ({key})</source>
        <translation>Anhören ({key})</translation>
    </message>
    <message>
        <source>Show the file in its folder ({key})</source>
        <translation>Die Datei in ihrem Ordner zeigen ({key})</translation>
    </message>
    <message>
        <source>Make an ordinary recording of it ({key})</source>
        <translation>Eine gewöhnliche Aufnahme daraus machen ({key})</translation>
    </message>
    <message>
        <source>Try again ({key})</source>
        <translation>Noch einmal versuchen ({key})</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel this one; the original stays as it is</source>
        <translation>Diese abbrechen; das Original bleibt, wie es ist</translation>
    </message>
</context>
<context>
    <name>SelfCheck</name>
    <message>
        <source>Sounds wrong here</source>
        <translation>Klingt hier falsch</translation>
    </message>
    <message>
        <source>This computer does not bring back {names} as it should: what you hear or restore may not be what was recorded. Choose another device in the settings, or install the program again.</source>
        <translation>Dieser Rechner holt {names} nicht zurück, wie er sollte: Was Sie hören oder wiederherstellen, ist vielleicht nicht, was aufgenommen wurde. Wählen Sie in den Einstellungen ein anderes Gerät, oder installieren Sie das Programm neu.</translation>
    </message>
    <message>
        <source>Sound not tested</source>
        <translation>Klang nicht geprüft</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Pages of the settings</source>
        <translation>Seiten der Einstellungen</translation>
    </message>
    <message>
        <source>Making &amp;small</source>
        <translation>&amp;Kleinmachen</translation>
    </message>
    <message>
        <source>&amp;Quality:</source>
        <translation>&amp;Qualität:</translation>
    </message>
    <message>
        <source>S&amp;tereo and more:</source>
        <translation>S&amp;tereo und mehr:</translation>
    </message>
    <message>
        <source>keep all channels</source>
        <translation>alle Kanäle behalten</translation>
    </message>
    <message>
        <source>mix down to one channel: smaller</source>
        <translation>zu einem Kanal mischen: kleiner</translation>
    </message>
    <message>
        <source>&amp;Begin as soon as something is added</source>
        <translation>&amp;Beginnen, sobald etwas hinzukommt</translation>
    </message>
    <message>
        <source>&amp;Files</source>
        <translation>&amp;Dateien</translation>
    </message>
    <message>
        <source>beside the original</source>
        <translation>neben das Original</translation>
    </message>
    <message>
        <source>Check &amp;each file after making it</source>
        <translation>J&amp;ede Datei nach dem Anlegen prüfen</translation>
    </message>
    <message>
        <source>Brings the new file back and compares it with the recording; takes about as long again.</source>
        <translation>Holt die neue Datei zurück und vergleicht sie mit der Aufnahme; dauert noch einmal etwa so lange.</translation>
    </message>
    <message>
        <source>Results &amp;go:</source>
        <translation>Er&amp;gebnisse kommen:</translation>
    </message>
    <message>
        <source>Their &amp;names:</source>
        <translation>Ihre &amp;Namen:</translation>
    </message>
    <message>
        <source>If a f&amp;ile is already there:</source>
        <translation>Wenn es die Date&amp;i schon gibt:</translation>
    </message>
    <message>
        <source>give the new one a number</source>
        <translation>der neuen eine Nummer geben</translation>
    </message>
    <message>
        <source>skip it</source>
        <translation>überspringen</translation>
    </message>
    <message>
        <source>replace the old one</source>
        <translation>die alte ersetzen</translation>
    </message>
    <message>
        <source>N&amp;ew recordings:</source>
        <translation>Ne&amp;ue Aufnahmen:</translation>
    </message>
    <message>
        <source>&amp;Ask whether originals shall go to the trash when a queue is finished</source>
        <translation>Nach jeder Li&amp;ste fragen, ob Originale in den Papierkorb sollen</translation>
    </message>
    <message>
        <source>Each small file is checked first, and nothing is moved without your yes to the list.</source>
        <translation>Jede kleine Datei wird zuerst geprüft, und nichts wandert ohne Ihr Ja zur Liste.</translation>
    </message>
    <message>
        <source>&amp;Restoring</source>
        <translation>&amp;Wiederherstellen</translation>
    </message>
    <message>
        <source>Restored recordings &amp;become:</source>
        <translation>Wiederhergestellte Aufnah&amp;men werden:</translation>
    </message>
    <message>
        <source>Their sa&amp;mple rate:</source>
        <translation>Ihre A&amp;btastrate:</translation>
    </message>
    <message>
        <source>as the original</source>
        <translation>wie das Original</translation>
    </message>
    <message>
        <source>only what is needed</source>
        <translation>nur so viel wie nötig</translation>
    </message>
    <message>
        <source>This &amp;computer</source>
        <translation>Dieser &amp;Rechner</translation>
    </message>
    <message>
        <source>Wor&amp;k is done by:</source>
        <translation>&amp;Gerechnet wird auf:</translation>
    </message>
    <message>
        <source>By &amp;means of:</source>
        <translation>&amp;Mit Hilfe von:</translation>
    </message>
    <message>
        <source>the fastest there is</source>
        <translation>dem Schnellsten, was da ist</translation>
    </message>
    <message>
        <source>the processor</source>
        <translation>dem Prozessor</translation>
    </message>
    <message>
        <source>the NVIDIA or AMD graphics processor</source>
        <translation>der Grafikkarte von NVIDIA oder AMD</translation>
    </message>
    <message>
        <source>the Apple graphics processor</source>
        <translation>dem Grafikprozessor von Apple</translation>
    </message>
    <message>
        <source>whatever is fastest there</source>
        <translation>dem, was dort am schnellsten ist</translation>
    </message>
    <message>
        <source>S&amp;ound and notices</source>
        <translation>T&amp;on und Hinweise</translation>
    </message>
    <message>
        <source>A so&amp;und when the queue is finished</source>
        <translation>Ein &amp;Ton, wenn die Liste abgearbeitet ist</translation>
    </message>
    <message>
        <source>A &amp;notice when the queue is finished</source>
        <translation>Ein &amp;Hinweis, wenn die Liste abgearbeitet ist</translation>
    </message>
    <message>
        <source>Only while you look at another window</source>
        <translation>Nur während Sie in ein anderes Fenster sehen</translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation>&amp;Fenster</translation>
    </message>
    <message>
        <source>&amp;Appearance:</source>
        <translation>&amp;Aussehen:</translation>
    </message>
    <message>
        <source>as the system</source>
        <translation>wie das System</translation>
    </message>
    <message>
        <source>light</source>
        <translation>hell</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>dunkel</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>&amp;Sprache:</translation>
    </message>
    <message>
        <source>Another language is spoken from the next start on.</source>
        <translation>Eine andere Sprache gilt ab dem nächsten Start.</translation>
    </message>
</context>
<context>
    <name>SetupPage</name>
    <message>
        <source>&lt;h2&gt;Do you hear a difference?&lt;/h2&gt;</source>
        <translation>&lt;h2&gt;Hören Sie einen Unterschied?&lt;/h2&gt;</translation>
    </message>
    <message>
        <source>for the report; may stay empty</source>
        <translation>für den Bericht; darf leer bleiben</translation>
    </message>
    <message>
        <source>Your &amp;name:</source>
        <translation>Ihr &amp;Name:</translation>
    </message>
    <message>
        <source>&amp;Whether I hear it: X is one of the two, and I say which</source>
        <translation>Ob ich ihn &amp;höre: X ist eine von beiden, und ich sage, welche</translation>
    </message>
    <message>
        <source>Find out:</source>
        <translation>Herausfinden:</translation>
    </message>
    <message>
        <source>Passage:</source>
        <translation>Stelle:</translation>
    </message>
    <message>
        <source>{name}: a short passage is played in two versions, and you do not see which is which. So you can trust your ears, and not your expectations.</source>
        <translation>{name}: Eine kurze Stelle wird in zwei Fassungen gespielt, und man sieht nicht, welche welche ist. So zählen die Ohren und nicht die Erwartungen.</translation>
    </message>
    <message>
        <source>{first} and {second}</source>
        <translation>{first} und {second}</translation>
    </message>
    <message>
        <source>{first} and {codec} of the same size</source>
        <translation>{first} und {codec} in gleicher Größe</translation>
    </message>
    <message>
        <source>Opus at its best setting for speech; what its file needs beside the sound counts, too</source>
        <translation>Opus in seiner besten Einstellung für Sprache; was seine Datei neben dem Ton braucht, zählt mit</translation>
    </message>
    <message>
        <source>&amp;Compare:</source>
        <translation>&amp;Vergleichen:</translation>
    </message>
    <message>
        <source>Which of the two I like &amp;better</source>
        <translation>Welche von beiden mir besser ge&amp;fällt</translation>
    </message>
    <message>
        <source>Number of &amp;trials:</source>
        <translation>Zahl der &amp;Durchgänge:</translation>
    </message>
    <message>
        <source>Take from the &amp;original, too, what lies above {n} kHz</source>
        <translation>Auch dem &amp;Original nehmen, was über {n} kHz liegt</translation>
    </message>
    <message>
        <source>The small file has no such treble. With this, you judge the rest, and not the missing treble.</source>
        <translation>Die kleine Datei hat diese Höhen nicht. So beurteilen Sie den Rest und nicht die fehlenden Höhen.</translation>
    </message>
    <message>
        <source>Fairness:</source>
        <translation>Gleiche Bedingungen:</translation>
    </message>
    <message>
        <source>The passage is being prepared…</source>
        <translation>Die Stelle wird vorbereitet…</translation>
    </message>
    <message>
        <source>The number is fixed before the first trial. Stopping early is allowed, and the report says so.</source>
        <translation>Die Zahl steht vor dem ersten Durchgang fest. Früher aufhören ist erlaubt, und der Bericht sagt es.</translation>
    </message>
    <message>
        <source>The passage is being prepared</source>
        <translation>Die Stelle wird vorbereitet</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Beginnen</translation>
    </message>
</context>
<context>
    <name>ShrinkDialog</name>
    <message>
        <source>Make smaller</source>
        <translation>Kleiner machen</translation>
    </message>
    <message>
        <source>{name} holds smaller qualities: what they do not need is left away in a copy. Neither the original nor another conversion is needed, and the file itself stays as it is.</source>
        <translation>{name} enthält kleinere Qualitäten: Was sie nicht brauchen, bleibt in einer Kopie weg. Weder das Original noch eine neue Umwandlung ist nötig, und die Datei selbst bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>Its qualities are being looked at…</source>
        <translation>Ihre Qualitäten werden angesehen…</translation>
    </message>
    <message>
        <source>&amp;Make the copy</source>
        <translation>Kopie &amp;machen</translation>
    </message>
    <message>
        <source>Progress of the copy</source>
        <translation>Fortschritt der Kopie</translation>
    </message>
    <message>
        <source>It holds no smaller quality: make the original small anew, in a smaller one.</source>
        <translation>Sie enthält keine kleinere Qualität: Machen Sie das Original neu klein, in einer kleineren.</translation>
    </message>
    <message>
        <source>Now: {quality}, {size}, {rate}</source>
        <translation>Jetzt: {quality}, {size}, {rate}</translation>
    </message>
    <message>
        <source>{quality}: {size}, {rate}</source>
        <translation>{quality}: {size}, {rate}</translation>
    </message>
    <message>
        <source>Copying and checking…</source>
        <translation>Wird kopiert und geprüft…</translation>
    </message>
    <message>
        <source>Done and checked: {name}, {size}, {time} of sound.</source>
        <translation>Fertig und geprüft: {name}, {size}, Dauer {time}.</translation>
    </message>
</context>
<context>
    <name>TakingOut</name>
    <message>
        <source>{n} taken out of the list; the files stay where they are.</source>
        <translation>{n} aus der Liste genommen; die Dateien bleiben, wo sie sind.</translation>
    </message>
</context>
<context>
    <name>Transport</name>
    <message>
        <source>From the start</source>
        <translation>Von vorn</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Wiedergabe</translation>
    </message>
    <message>
        <source>Play or pause ({key})</source>
        <translation>Wiedergabe oder Pause ({key})</translation>
    </message>
    <message>
        <source>Where the play head is, and how long it takes in all</source>
        <translation>Wo die Wiedergabe steht und wie lang das Ganze ist</translation>
    </message>
    <message>
        <source>Hear what came of it (2)</source>
        <translation>Hören, was daraus wurde (2)</translation>
    </message>
    <message>
        <source>Switch</source>
        <translation>Wechseln</translation>
    </message>
    <message>
        <source>Hear the other one at the same moment (X); hold it to hear it only meanwhile (H)</source>
        <translation>Das andere an derselben Stelle hören (X); gehalten nur so lange (H)</translation>
    </message>
    <message>
        <source>Play a passage again and again (Shift and drag draws it; Esc ends)</source>
        <translation>Eine Stelle immer wieder spielen (Umschalt und Ziehen zeichnet sie; Esc beendet)</translation>
    </message>
    <message>
        <source>A list of the places that differ most (W: the next one)</source>
        <translation>Eine Liste der Stellen, die am meisten abweichen (W: die nächste)</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>Schleife</translation>
    </message>
    <message>
        <source>Where they differ</source>
        <translation>Wo sie abweichen</translation>
    </message>
    <message>
        <source>As loud as recorded</source>
        <translation>So laut wie aufgenommen</translation>
    </message>
    <message>
        <source>Look &amp;closer	+</source>
        <translation>&amp;Näher heran	+</translation>
    </message>
    <message>
        <source>Show &amp;more	−</source>
        <translation>&amp;Mehr zeigen	−</translation>
    </message>
    <message>
        <source>Show &amp;everything	0</source>
        <translation>&amp;Alles zeigen	0</translation>
    </message>
    <message>
        <source>&amp;Where to play</source>
        <translation>&amp;Wo wiedergeben</translation>
    </message>
    <message>
        <source>&amp;Search for loudspeakers and headphones again</source>
        <translation>&amp;Erneut nach Lautsprechern und Kopfhörern suchen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>{start} – {stop} ({length} s)</source>
        <translation>{start} – {stop} ({length} s)</translation>
    </message>
    <message>
        <source>Hear the original (1)</source>
        <translation>Das Original hören (1)</translation>
    </message>
    <message>
        <source>Go to the start ({key})</source>
        <translation>Zum Anfang ({key})</translation>
    </message>
    <message>
        <source>Output, zoom, and the original with limited treble</source>
        <translation>Ausgabe, Zoom und das Original mit begrenzten Höhen</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Pegel</translation>
    </message>
    <message>
        <source>How loud: the same for both</source>
        <translation>Wie laut: für beide gleich</translation>
    </message>
    <message>
        <source>Hear the &amp;original with limited treble	3</source>
        <translation>Das &amp;Original mit begrenzten Höhen hören	3</translation>
    </message>
    <message>
        <source>With no higher pitches than the small file can hold: so you judge the rest, and not the missing treble</source>
        <translation>Ohne höhere Töne, als die kleine Datei enthalten kann: So beurteilen Sie den Rest und nicht die fehlenden Höhen</translation>
    </message>
    <message>
        <source>No sound output</source>
        <translation>Keine Tonausgabe</translation>
    </message>
</context>
<context>
    <name>TrialPage</name>
    <message>
        <source>Trials done</source>
        <translation>Erledigte Durchgänge</translation>
    </message>
    <message>
        <source>Place in the passage</source>
        <translation>Ort in der Stelle</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>From the start</source>
        <translation>Von vorn</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Pos1</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>Volume: the same for all, so that it tells nothing</source>
        <translation>Lautstärke: für alle gleich, damit sie nichts verrät</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
    <message>
        <source>&amp;Answer (Enter)</source>
        <translation>&amp;Antworten (Eingabe)</translation>
    </message>
    <message>
        <source>&amp;Stop the test…</source>
        <translation>Test ab&amp;brechen…</translation>
    </message>
    <message>
        <source>Trial {n} of {most}</source>
        <translation>Durchgang {n} von {most}</translation>
    </message>
    <message>
        <source>Trial {n} of at most {most}</source>
        <translation>Durchgang {n} von höchstens {most}</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Wiedergabe</translation>
    </message>
    <message>
        <source>X is 1, {name}</source>
        <translation>X ist 1, {name}</translation>
    </message>
    <message>
        <source>X is 2, {name}</source>
        <translation>X ist 2, {name}</translation>
    </message>
    <message>
        <source>one of the two</source>
        <translation>eine von beiden</translation>
    </message>
    <message>
        <source>Listen to {key}</source>
        <translation>{key} anhören</translation>
    </message>
    <message>
        <source>Listen to 1, 2 and X as often as you like. Which of the two is X?</source>
        <translation>Hören Sie 1, 2 und X so oft Sie mögen. Welche von beiden ist X?</translation>
    </message>
    <message>
        <source>Listen to 1 and 2 as often as you like. Which do you like better?</source>
        <translation>Hören Sie 1 und 2 so oft Sie mögen. Welche gefällt Ihnen besser?</translation>
    </message>
    <message>
        <source>I like 1 better</source>
        <translation>1 gefällt mir besser</translation>
    </message>
    <message>
        <source>I like 2 better</source>
        <translation>2 gefällt mir besser</translation>
    </message>
    <message>
        <source>Fingerprint of the order, which is fixed already: {hash}</source>
        <translation>Fingerabdruck der Reihenfolge, die schon feststeht: {hash}</translation>
    </message>
    <message>
        <source>Whoever notes it now can later be sure that the order was not made up afterwards.</source>
        <translation>Wer ihn jetzt aufschreibt, kann später sicher sein, dass die Reihenfolge nicht nachträglich erfunden wurde.</translation>
    </message>
    <message>
        <source>Nothing is heard now, so nothing can be answered.</source>
        <translation>Jetzt ist nichts zu hören, also lässt sich nichts beantworten.</translation>
    </message>
    <message>
        <source>Listen to X first: press X.</source>
        <translation>Hören Sie zuerst X: Drücken Sie X.</translation>
    </message>
    <message>
        <source>Listen to both first: 1 and 2.</source>
        <translation>Hören Sie zuerst beide: 1 und 2.</translation>
    </message>
    <message>
        <source>Choose with Left or Right. If you cannot tell, guess: that is an answer too.</source>
        <translation>Wählen Sie mit Links oder Rechts. Wenn Sie es nicht sagen können, raten Sie: Auch das ist eine Antwort.</translation>
    </message>
    <message>
        <source>Enter gives the answer. You will hear how you did at the end.</source>
        <translation>Eingabe gibt die Antwort. Wie gut Sie waren, erfahren Sie am Ende.</translation>
    </message>
</context>
<context>
    <name>VerdictPage</name>
    <message>
        <source>&amp;Save the report…</source>
        <translation>Bericht &amp;speichern…</translation>
    </message>
    <message>
        <source>&amp;Get other qualities…</source>
        <translation>Andere Qualitäten &amp;holen…</translation>
    </message>
    <message>
        <source>&amp;Listen again</source>
        <translation>&amp;Noch einmal hören</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>This holds for these ears, this passage and this equipment. Another passage may tell more.</source>
        <translation>Das gilt für diese Ohren, diese Stelle und diese Geräte. Eine andere Stelle kann mehr zeigen.</translation>
    </message>
    <message>
        <source>&amp;Use “{title}” for the queue: {before} → {after}</source>
        <translation>„{title}“ für die Liste &amp;verwenden: {before} → {after}</translation>
    </message>
    <message>
        <source>None of them is quite enough for you.</source>
        <translation>Keine von ihnen genügt Ihnen ganz.</translation>
    </message>
    <message>
        <source>Nothing is known yet.</source>
        <translation>Noch ist nichts bekannt.</translation>
    </message>
    <message>
        <source>“{title}” is enough for you.</source>
        <translation>„{title}“ genügt Ihnen.</translation>
    </message>
    <message>
        <source>“{title}” is enough for you, and a smaller one may be.</source>
        <translation>„{title}“ genügt Ihnen, und vielleicht auch eine kleinere.</translation>
    </message>
    <message>
        <source>You could not tell it from the original.</source>
        <translation>Sie konnten sie nicht vom Original unterscheiden.</translation>
    </message>
    <message>
        <source>You did not prefer the original to it.</source>
        <translation>Sie haben ihr das Original nicht vorgezogen.</translation>
    </message>
    <message>
        <source>You heard the difference in: {titles}.</source>
        <translation>Sie haben den Unterschied gehört bei: {titles}.</translation>
    </message>
    <message>
        <source>You preferred the original to: {titles}.</source>
        <translation>Sie haben das Original vorgezogen gegenüber: {titles}.</translation>
    </message>
    <message>
        <source>“{title}”</source>
        <translation>„{title}“</translation>
    </message>
    <message>
        <source>The largest one comes nearest. There may be better ones to get.</source>
        <translation>Die größte kommt am nächsten. Vielleicht gibt es bessere zu holen.</translation>
    </message>
    <message>
        <source>You stopped before the end.</source>
        <translation>Sie haben vor dem Ende aufgehört.</translation>
    </message>
</context>
<context>
    <name>Views</name>
    <message>
        <source>Loudness over time (V: the next view)</source>
        <translation>Lautstärke über die Zeit (V: die nächste Ansicht)</translation>
    </message>
    <message>
        <source>Wave</source>
        <translation>Welle</translation>
    </message>
    <message>
        <source>Spectrum</source>
        <translation>Spektrum</translation>
    </message>
    <message>
        <source>Which pitches sound when, low ones below (V)</source>
        <translation>Welche Tonhöhen wann klingen, tiefe unten (V)</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Above the original, below what became of it (V)</source>
        <translation>Oben das Original, unten, was daraus wurde (V)</translation>
    </message>
    <message>
        <source>{name} against the original</source>
        <translation>{name} gegen das Original</translation>
    </message>
    <message>
        <source>Original, treble limited</source>
        <translation>Original, Höhen begrenzt</translation>
    </message>
    <message>
        <source>softer by {n} dB</source>
        <translation>um {n} dB leiser</translation>
    </message>
    <message>
        <source>softer</source>
        <translation>leiser</translation>
    </message>
    <message>
        <source>louder</source>
        <translation>lauter</translation>
    </message>
    <message>
        <source>♪ {name}, heard now</source>
        <translation>♪ {name}, jetzt zu hören</translation>
    </message>
    <message>
        <source>Waveform: {name}</source>
        <translation>Wellenform: {name}</translation>
    </message>
    <message>
        <source>{n} dB</source>
        <translation>{n} dB</translation>
    </message>
    <message>
        <source>{n} dB louder</source>
        <translation>{n} dB lauter</translation>
    </message>
</context>
<context>
    <name>WorkBar</name>
    <message>
        <source>Progress of the whole queue</source>
        <translation>Fortschritt der ganzen Liste</translation>
    </message>
    <message>
        <source>{percent} % of the queue are finished</source>
        <translation>{percent} % der Liste sind erledigt</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>&amp;Add files…</source>
        <translation>&amp;Dateien hinzufügen…</translation>
    </message>
    <message>
        <source>Choose recordings to make small, or .sqc files to restore</source>
        <translation>Aufnahmen wählen, die klein werden sollen, oder .sqc-Dateien, die wiederhergestellt werden sollen</translation>
    </message>
    <message>
        <source>Add &amp;folder…</source>
        <translation>&amp;Ordner hinzufügen…</translation>
    </message>
    <message>
        <source>Choose a folder; all recordings in it are added</source>
        <translation>Einen Ordner wählen; alle Aufnahmen darin kommen hinzu</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Einfügen</translation>
    </message>
    <message>
        <source>Add files or folders that you copied elsewhere</source>
        <translation>Dateien oder Ordner hinzufügen, die Sie anderswo kopiert haben</translation>
    </message>
    <message>
        <source>&amp;Restore .sqc files…</source>
        <translation>.sqc-Dateien &amp;wiederherstellen…</translation>
    </message>
    <message>
        <source>Turn .sqc files back into recordings</source>
        <translation>Aus .sqc-Dateien wieder Aufnahmen machen</translation>
    </message>
    <message>
        <source>&amp;Try it with a sample</source>
        <translation>Mit einem &amp;Beispiel ausprobieren</translation>
    </message>
    <message>
        <source>Makes a short recording small that came with the program</source>
        <translation>Macht eine kurze Aufnahme klein, die zum Programm gehört</translation>
    </message>
    <message>
        <source>Re&amp;cord…</source>
        <translation>Au&amp;fnehmen…</translation>
    </message>
    <message>
        <source>Record from a microphone; the recording is kept and put into the queue</source>
        <translation>Vom Mikrofon aufnehmen; die Aufnahme bleibt und kommt in die Liste</translation>
    </message>
    <message>
        <source>Archi&amp;ve kit…</source>
        <translation>Archi&amp;vpaket…</translation>
    </message>
    <message>
        <source>A folder with all that is needed to open the small recordings in twenty years</source>
        <translation>Ein Ordner mit allem, was man braucht, um die kleinen Aufnahmen in zwanzig Jahren zu öffnen</translation>
    </message>
    <message>
        <source>S&amp;hare…</source>
        <translation>&amp;Teilen…</translation>
    </message>
    <message>
        <source>One page with the selected recordings, which any browser plays</source>
        <translation>Eine Seite mit den gewählten Aufnahmen, die jeder Browser abspielt</translation>
    </message>
    <message>
        <source>Ma&amp;ke smaller…</source>
        <translation>Kleiner ma&amp;chen…</translation>
    </message>
    <message>
        <source>A smaller copy of the small file: it holds lower qualities</source>
        <translation>Eine kleinere Kopie der kleinen Datei: Sie enthält niedrigere Qualitäten</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>Ein&amp;stellungen…</translation>
    </message>
    <message>
        <source>Names, folders, device, notices, appearance, language</source>
        <translation>Namen, Ordner, Gerät, Hinweise, Aussehen, Sprache</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Bee&amp;nden</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>Begin, stop where it is, or go on; nothing is lost in a pause</source>
        <translation>Beginnen, anhalten, wo es ist, oder weitermachen; in einer Pause geht nichts verloren</translation>
    </message>
    <message>
        <source>Co&amp;ntinue</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>Go on with what was left from last time</source>
        <translation>Mit dem weitermachen, was vom letzten Mal übrig ist</translation>
    </message>
    <message>
        <source>&amp;Cancel selected</source>
        <translation>Auswahl &amp;abbrechen</translation>
    </message>
    <message>
        <source>Nothing is left behind; the original stays as it is</source>
        <translation>Nichts bleibt zurück; das Original bleibt, wie es ist</translation>
    </message>
    <message>
        <source>Cancel &amp;all</source>
        <translation>A&amp;lle abbrechen</translation>
    </message>
    <message>
        <source>Stop the job at work and all that wait</source>
        <translation>Hält die laufende Arbeit an und alle, die warten</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>Noch ein&amp;mal versuchen</translation>
    </message>
    <message>
        <source>Do the selected ones anew, with the choices of now</source>
        <translation>Die ausgewählten noch einmal, mit der jetzigen Wahl</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>Nach &amp;oben</translation>
    </message>
    <message>
        <source>Sooner in the queue</source>
        <translation>Früher in der Liste</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>Nach &amp;unten</translation>
    </message>
    <message>
        <source>Later in the queue</source>
        <translation>Später in der Liste</translation>
    </message>
    <message>
        <source>Re&amp;move from the list</source>
        <translation>Aus der Liste &amp;nehmen</translation>
    </message>
    <message>
        <source>The files themselves stay where they are</source>
        <translation>Die Dateien selbst bleiben, wo sie sind</translation>
    </message>
    <message>
        <source>C&amp;lear finished</source>
        <translation>Erledigte &amp;wegräumen</translation>
    </message>
    <message>
        <source>Take what is done out of the list; what failed stays, and no file goes</source>
        <translation>Erledigtes aus der Liste nehmen; was nicht gelang, bleibt, und keine Datei verschwindet</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Put back into the list what was just taken out of it</source>
        <translation>Zurück in die Liste, was eben herausgenommen wurde</translation>
    </message>
    <message>
        <source>Move originals to the tras&amp;h…</source>
        <translation>Originale in den Papier&amp;korb legen…</translation>
    </message>
    <message>
        <source>Only after a check of each file, and only when you say yes to the list</source>
        <translation>Nur nach einer Prüfung jeder Datei und nur, wenn Sie zur Liste Ja sagen</translation>
    </message>
    <message>
        <source>&amp;Keep the originals</source>
        <translation>&amp;Originale behalten</translation>
    </message>
    <message>
        <source>Everything stays where it is</source>
        <translation>Alles bleibt, wo es ist</translation>
    </message>
    <message>
        <source>&amp;All right</source>
        <translation>&amp;Verstanden</translation>
    </message>
    <message>
        <source>The notice goes away</source>
        <translation>Der Hinweis verschwindet</translation>
    </message>
    <message>
        <source>Make &amp;better again…</source>
        <translation>&amp;Besser neu machen…</translation>
    </message>
    <message>
        <source>Looks for small files that would sound better, made again with the quality of now</source>
        <translation>Sucht kleine Dateien, die besser klängen, mit der jetzigen Qualität neu gemacht</translation>
    </message>
    <message>
        <source>&amp;Make these again</source>
        <translation>Diese neu &amp;machen</translation>
    </message>
    <message>
        <source>Each one is replaced only when the new one is verified</source>
        <translation>Jede wird erst ersetzt, wenn die neue geprüft ist</translation>
    </message>
    <message>
        <source>&amp;Leave them</source>
        <translation>So &amp;lassen</translation>
    </message>
    <message>
        <source>The queue&apos;s menu offers it later, too</source>
        <translation>Das Menü „Liste“ bietet es auch später an</translation>
    </message>
    <message>
        <source>&amp;Get it</source>
        <translation>&amp;Holen</translation>
    </message>
    <message>
        <source>The queue goes on meanwhile</source>
        <translation>Die Liste wird währenddessen weiter abgearbeitet</translation>
    </message>
    <message>
        <source>&amp;Not now</source>
        <translation>Jetzt &amp;nicht</translation>
    </message>
    <message>
        <source>It is not asked again; Qualities has it at any time</source>
        <translation>Es wird nicht wieder gefragt; „Qualitäten“ hat sie jederzeit</translation>
    </message>
    <message>
        <source>&amp;Show the result in its folder</source>
        <translation>Das &amp;Ergebnis in seinem Ordner zeigen</translation>
    </message>
    <message>
        <source>Opens the file manager</source>
        <translation>Öffnet die Dateiverwaltung</translation>
    </message>
    <message>
        <source>Show the &amp;original in its folder</source>
        <translation>Das O&amp;riginal in seinem Ordner zeigen</translation>
    </message>
    <message>
        <source>S&amp;elect all</source>
        <translation>Alles au&amp;swählen</translation>
    </message>
    <message>
        <source>&amp;Qualities…</source>
        <translation>&amp;Qualitäten…</translation>
    </message>
    <message>
        <source>How they sound, what they take, and how to get more</source>
        <translation>Wie sie klingen, was sie brauchen und wie man mehr bekommt</translation>
    </message>
    <message>
        <source>&amp;Comparison</source>
        <translation>&amp;Vergleich</translation>
    </message>
    <message>
        <source>The original and the result of the selected item</source>
        <translation>Original und Ergebnis des ausgewählten Eintrags</translation>
    </message>
    <message>
        <source>&amp;Blind test…</source>
        <translation>&amp;Blindtest…</translation>
    </message>
    <message>
        <source>Find out whether you hear a difference, without knowing which is which</source>
        <translation>Finden Sie heraus, ob Sie einen Unterschied hören, ohne zu wissen, was was ist</translation>
    </message>
    <message>
        <source>Which quality is &amp;enough?…</source>
        <translation>Welche Qualität &amp;genügt?…</translation>
    </message>
    <message>
        <source>Hear a passage at every quality, and find the smallest one that is good enough</source>
        <translation>Eine Stelle in jeder Qualität hören und die kleinste finden, die gut genug ist</translation>
    </message>
    <message>
        <source>&amp;Three first steps</source>
        <translation>&amp;Drei erste Schritte</translation>
    </message>
    <message>
        <source>Drop, make small, compare: with a recording that came with the program</source>
        <translation>Ablegen, kleinmachen, vergleichen: mit einer Aufnahme, die zum Programm gehört</translation>
    </message>
    <message>
        <source>&amp;How it works</source>
        <translation>So &amp;geht es</translation>
    </message>
    <message>
        <source>One page with pictures, and all keys at a glance</source>
        <translation>Eine Seite mit Bildern, und alle Tasten auf einen Blick</translation>
    </message>
    <message>
        <source>Show the &amp;log file</source>
        <translation>&amp;Protokolldatei zeigen</translation>
    </message>
    <message>
        <source>Useful when something went wrong</source>
        <translation>Nützlich, wenn etwas schiefging</translation>
    </message>
    <message>
        <source>&amp;About</source>
        <translation>&amp;Über dieses Programm</translation>
    </message>
    <message>
        <source>Versions and licences</source>
        <translation>Versionen und Lizenzen</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>Weitermac&amp;hen</translation>
    </message>
    <message>
        <source>Sta&amp;rt</source>
        <translation>S&amp;tarten</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>Restore &amp;it</source>
        <translation>W&amp;iederherstellen</translation>
    </message>
</context>
<context>
    <name>blind_test</name>
    <message>
        <source>You heard it.</source>
        <translation>Sie haben es gehört.</translation>
    </message>
    <message>
        <source>You were guessing.</source>
        <translation>Sie haben geraten.</translation>
    </message>
    <message>
        <source>You could not tell them apart.</source>
        <translation>Sie konnten sie nicht unterscheiden.</translation>
    </message>
    <message>
        <source>Not enough trials to tell.</source>
        <translation>Zu wenige Durchgänge für ein Urteil.</translation>
    </message>
    <message>
        <source>You like both equally well.</source>
        <translation>Ihnen gefallen beide gleich gut.</translation>
    </message>
    <message>
        <source>{hits} of {answered} right.</source>
        <translation>{hits} von {answered} richtig.</translation>
    </message>
    <message>
        <source>Somebody who guesses does as well in {n} of 100 tests.</source>
        <translation>Wer rät, ist in {n} von 100 Tests so gut.</translation>
    </message>
    <message>
        <source>Somebody who guesses does as well in 1 of {n} tests.</source>
        <translation>Wer rät, ist in 1 von {n} Tests so gut.</translation>
    </message>
    <message>
        <source>the original</source>
        <translation>das Original</translation>
    </message>
    <message>
        <source>the small file</source>
        <translation>die kleine Datei</translation>
    </message>
    <message>
        <source>You prefer {name}.</source>
        <translation>Ihnen gefällt {name} besser.</translation>
    </message>
    <message>
        <source>You chose {first} {hits} times, and {second} {others} times.</source>
        <translation>Gewählt: {first} {hits}-mal, {second} {others}-mal.</translation>
    </message>
    <message>
        <source>With these ears, this passage and this equipment, the small file is as good.</source>
        <translation>Mit diesen Ohren, dieser Stelle und diesem Gerät ist die kleine Datei ebenso gut.</translation>
    </message>
    <message>
        <source>The small file does not sound like the original to you, in this passage.</source>
        <translation>Die kleine Datei klingt für Sie an dieser Stelle nicht wie das Original.</translation>
    </message>
    <message>
        <source>It may have been luck or not. A test with more trials can tell; begin a new one.</source>
        <translation>Das kann Glück gewesen sein oder nicht. Ein Test mit mehr Durchgängen kann es zeigen; beginnen Sie einen neuen.</translation>
    </message>
    <message>
        <source>A larger quality may be worth its size to you.</source>
        <translation>Eine größere Qualität kann Ihnen ihren Platz wert sein.</translation>
    </message>
    <message>
        <source>It differs, but not for the worse to your ears.</source>
        <translation>Sie klingt anders, für Ihre Ohren aber nicht schlechter.</translation>
    </message>
    <message>
        <source>Whether or not you hear a difference, it does not bother you.</source>
        <translation>Ob Sie einen Unterschied hören oder nicht, er stört Sie nicht.</translation>
    </message>
    <message>
        <source>With these ears, this passage and this equipment, both are equally good.</source>
        <translation>Mit diesen Ohren, dieser Stelle und diesem Gerät sind beide gleich gut.</translation>
    </message>
    <message>
        <source>At these sizes, {name} sounds better to you in this passage.</source>
        <translation>In diesen Größen klingt {name} an dieser Stelle für Sie besser.</translation>
    </message>
    <message>
        <source>They do not sound the same to you, in this passage.</source>
        <translation>An dieser Stelle klingen sie für Sie nicht gleich.</translation>
    </message>
    <message>
        <source>So few trials cannot tell anything: take 5 or more.</source>
        <translation>So wenige Durchgänge können nichts zeigen: Nehmen Sie 5 oder mehr.</translation>
    </message>
    <message>
        <source>“You heard it” takes {needed} right answers of {trials}.</source>
        <translation>„Sie haben es gehört“ braucht {needed} richtige Antworten von {trials}.</translation>
    </message>
</context>
<context>
    <name>choose_files</name>
    <message>
        <source>Recordings ({patterns});;All files (*)</source>
        <translation>Aufnahmen ({patterns});;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Which recordings?</source>
        <translation>Welche Aufnahmen?</translation>
    </message>
    <message>
        <source>Small recordings ({patterns})</source>
        <translation>Kleine Aufnahmen ({patterns})</translation>
    </message>
    <message>
        <source>Which files shall be restored?</source>
        <translation>Welche Dateien sollen wiederhergestellt werden?</translation>
    </message>
    <message>
        <source>Which folder?</source>
        <translation>Welcher Ordner?</translation>
    </message>
    <message>
        <source>Which folder or stick holds the model?</source>
        <translation>In welchem Ordner oder auf welchem Stick liegt das Modell?</translation>
    </message>
</context>
<context>
    <name>closing</name>
    <message>
        <source>The window closes when the queue is finished.</source>
        <translation>Das Fenster schließt sich, wenn die Liste abgearbeitet ist.</translation>
    </message>
    <message>
        <source>Still at work</source>
        <translation>Noch bei der Arbeit</translation>
    </message>
    <message>
        <source>The queue is not finished.</source>
        <translation>Die Liste ist noch nicht abgearbeitet.</translation>
    </message>
    <message>
        <source>If you stop now, nothing is lost; the rest waits until you open the window again.</source>
        <translation>Wenn Sie jetzt anhalten, geht nichts verloren; der Rest wartet, bis Sie das Fenster wieder öffnen.</translation>
    </message>
    <message>
        <source>&amp;Finish, then close</source>
        <translation>Fertig machen, dann &amp;schließen</translation>
    </message>
    <message>
        <source>&amp;Stop and close</source>
        <translation>&amp;Anhalten und schließen</translation>
    </message>
    <message>
        <source>&amp;Keep running</source>
        <translation>&amp;Weiterlaufen lassen</translation>
    </message>
</context>
<context>
    <name>compare</name>
    <message>
        <source>There is no such recording.</source>
        <translation>Eine solche Aufnahme gibt es nicht.</translation>
    </message>
    <message>
        <source>{name} is being read.</source>
        <translation>{name} wird gelesen.</translation>
    </message>
    <message>
        <source>Silence so far.</source>
        <translation>Bisher Stille.</translation>
    </message>
    <message>
        <source>Loudest at {time} ({level} dB).</source>
        <translation>Am lautesten bei {time} ({level} dB).</translation>
    </message>
    <message>
        <source>Marks: {names}</source>
        <translation>Marken: {names}</translation>
    </message>
    <message>
        <source>{time} are not ready yet.</source>
        <translation>{time} sind noch nicht bereit.</translation>
    </message>
    <message>
        <source>{n} kHz</source>
        <translation>{n} kHz</translation>
    </message>
    <message>
        <source>its smallest file: {size}</source>
        <translation>kleinste Datei: {size}</translation>
    </message>
    <message>
        <source>best setting for speech: 60 ms frames, VBR</source>
        <translation>beste Einstellung für Sprache: 60-ms-Rahmen, VBR</translation>
    </message>
    <message>
        <source>by LAME</source>
        <translation>von LAME</translation>
    </message>
    <message>
        <source>mono</source>
        <translation>mono</translation>
    </message>
    <message>
        <source>stereo</source>
        <translation>stereo</translation>
    </message>
    <message>
        <source>{n} channels</source>
        <translation>{n} Kanäle</translation>
    </message>
    <message>
        <source>Getting the sound ready… {percent} % – it goes on as soon as it is there</source>
        <translation>Der Ton wird vorbereitet… {percent} % – er geht weiter, sobald er da ist</translation>
    </message>
    <message>
        <source>Getting the sound ready… {percent} %</source>
        <translation>Der Ton wird vorbereitet… {percent} %</translation>
    </message>
    <message>
        <source>{quality} is being made ready; it is heard as soon as it is there</source>
        <translation>{quality} wird vorbereitet und ist zu hören, sobald es so weit ist</translation>
    </message>
    <message>
        <source>Pauses, as the sound was not ready yet: {count}</source>
        <translation>Pausen, weil der Ton noch nicht bereit war: {count}</translation>
    </message>
    <message>
        <source>{name} of the same size is being made… {percent} %</source>
        <translation>{name} in gleicher Größe wird gemacht… {percent} %</translation>
    </message>
    <message>
        <source>{name} has no file as small as {small}: this is its smallest, {size}</source>
        <translation>{name} hat keine so kleine Datei wie {small}: Dies ist die kleinste, {size}</translation>
    </message>
    <message>
        <source>Gaps while playing, as this computer was too busy: {count}</source>
        <translation>Lücken beim Abspielen, weil dieser Rechner zu beschäftigt war: {count}</translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source>A newer version of the program can read it.</source>
        <translation>Eine neuere Version des Programms kann sie lesen.</translation>
    </message>
    <message>
        <source>Apple graphics processor</source>
        <translation>Grafikprozessor von Apple</translation>
    </message>
    <message>
        <source>It decodes to another length than it should.</source>
        <translation>Sie ergibt dekodiert eine andere Länge, als sie sollte.</translation>
    </message>
    <message>
        <source>It decodes with the weights on this machine, to the exact length.</source>
        <translation>Sie lässt sich mit den Gewichten auf diesem Rechner dekodieren, auf die genaue Länge.</translation>
    </message>
    <message>
        <source>No sample came with this copy of the program; add a recording of your own instead.</source>
        <translation>Zu diesem Programm gehört kein Beispiel; fügen Sie stattdessen eine eigene Aufnahme hinzu.</translation>
    </message>
    <message>
        <source>No sound output was found: connect loudspeakers or headphones, then look again.</source>
        <translation>Es wurde keine Tonausgabe gefunden: Schließen Sie Lautsprecher oder Kopfhörer an, dann suchen Sie erneut.</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>Something is being recorded: no sound now.</source>
        <translation>Es wird gerade aufgenommen: jetzt kein Ton.</translation>
    </message>
    <message>
        <source>The cover is larger than FLAC allows (16 MB) and was left out.</source>
        <translation>Das Titelbild ist größer, als FLAC erlaubt (16 MB), und wurde weggelassen.</translation>
    </message>
    <message>
        <source>The engine “openvino” computes on the processor; choose the device “cpu” with it.</source>
        <translation>„openvino“ rechnet auf dem Prozessor; wählen Sie dazu das Gerät „cpu“.</translation>
    </message>
    <message>
        <source>The engine “openvino” is not installed on this machine; choose “auto” or “torch”.</source>
        <translation>„openvino“ ist auf diesem Rechner nicht installiert; wählen Sie „auto“ oder „torch“.</translation>
    </message>
    <message>
        <source>The file does not say which recording it was made from.</source>
        <translation>Die Datei sagt nicht, aus welcher Aufnahme sie entstand.</translation>
    </message>
    <message>
        <source>The sound is not touched by this.</source>
        <translation>Der Ton ist davon nicht betroffen.</translation>
    </message>
    <message>
        <source>The sound output went away; connect it again or choose another one, then look again for devices.</source>
        <translation>Die Tonausgabe ist weg; schließen Sie sie wieder an oder wählen Sie eine andere, dann suchen Sie erneut nach Geräten.</translation>
    </message>
    <message>
        <source>The cover was left out: it is larger than there is room for (32 MB).</source>
        <translation>Das Titelbild wurde weggelassen: Es ist größer als der Platz dafür (32 MB).</translation>
    </message>
    <message>
        <source>The file does not say how long it is; it was read to its end.</source>
        <translation>Die Datei sagt nicht, wie lang sie ist; sie wurde bis zum Ende gelesen.</translation>
    </message>
    <message>
        <source>The file is larger than its header can say; all of it was read.</source>
        <translation>Die Datei ist größer, als ihr Kopf sagen kann; sie wurde ganz gelesen.</translation>
    </message>
    <message>
        <source>There is no quality on this computer; fetch one first.</source>
        <translation>Auf diesem Rechner ist keine Qualität; holen Sie zuerst eine.</translation>
    </message>
    <message>
        <source>This file was made with weights of {name} that are not on this machine (their SHA-256 begins with {sha256}). Import them from where it was made, or from an archive kit: “sqcodec models import FOLDER”. Published ones (“sqcodec models fetch {name}”) are the right ones if their SHA-256 is that.</source>
        <translation>Diese Datei wurde mit Gewichten von {name} gemacht, die nicht auf diesem Rechner sind (ihr SHA-256 beginnt mit {sha256}). Importieren Sie sie von dort, wo sie gemacht wurde, oder aus einem Archivpaket: „sqcodec models import ORDNER“. Veröffentlichte („sqcodec models fetch {name}“) sind die richtigen, wenn ihr SHA-256 dieser ist.</translation>
    </message>
    <message>
        <source>Try again when nothing writes to it.</source>
        <translation>Versuchen Sie es noch einmal, wenn nichts mehr in sie schreibt.</translation>
    </message>
    <message>
        <source>a block does not hold the layers that its file has</source>
        <translation>ein Block enthält nicht die Schichten, die seine Datei hat</translation>
    </message>
    <message>
        <source>a block is stored in a way that this program does not know</source>
        <translation>ein Block ist auf eine Weise gespeichert, die dieses Programm nicht kennt</translation>
    </message>
    <message>
        <source>a block is too short</source>
        <translation>ein Block ist zu kurz</translation>
    </message>
    <message>
        <source>a block stands where another one should</source>
        <translation>ein Block steht, wo ein anderer sein sollte</translation>
    </message>
    <message>
        <source>a checksum in the footer has the wrong length</source>
        <translation>eine Prüfsumme im Fuß hat die falsche Länge</translation>
    </message>
    <message>
        <source>a level is not a whole number from 2 to 255</source>
        <translation>eine Stufenzahl ist keine ganze Zahl von 2 bis 255</translation>
    </message>
    <message>
        <source>a lost span of the source does not say what it should</source>
        <translation>eine verlorene Stelle der Quelle sagt nicht, was sie soll</translation>
    </message>
    <message>
        <source>a lost span of the source has no time</source>
        <translation>eine verlorene Stelle der Quelle hat keine Zeit</translation>
    </message>
    <message>
        <source>a number is cut or too large</source>
        <translation>eine Zahl ist abgeschnitten oder zu groß</translation>
    </message>
    <message>
        <source>a part does not begin where it should</source>
        <translation>ein Teil beginnt nicht, wo er sollte</translation>
    </message>
    <message>
        <source>a part record claims more than it may hold</source>
        <translation>die Angaben zu einem Teil behaupten mehr, als sie enthalten dürfen</translation>
    </message>
    <message>
        <source>a part record is too short</source>
        <translation>die Angaben zu einem Teil sind zu kurz</translation>
    </message>
    <message>
        <source>a part record names no rule for statistics</source>
        <translation>die Angaben zu einem Teil nennen keine Regel für die Statistik</translation>
    </message>
    <message>
        <source>a record is damaged: its checksum is wrong</source>
        <translation>ein Abschnitt ist beschädigt: Seine Prüfsumme stimmt nicht</translation>
    </message>
    <message>
        <source>an attachment&apos;s name is no UTF-8</source>
        <translation>der Name eines Anhangs ist kein UTF-8</translation>
    </message>
    <message>
        <source>bytes are missing or too many between header and footer</source>
        <translation>zwischen Kopf und Fuß fehlen Bytes oder sind zu viele</translation>
    </message>
    <message>
        <source>damaged before the file was repaired</source>
        <translation>beschädigt, bevor die Datei repariert wurde</translation>
    </message>
    <message>
        <source>its checksum is wrong</source>
        <translation>ihre Prüfsumme stimmt nicht</translation>
    </message>
    <message>
        <source>no block, part or footer begins where one should</source>
        <translation>kein Block, Teil oder Fuß beginnt, wo einer sollte</translation>
    </message>
    <message>
        <source>the attachments are cut</source>
        <translation>die Anhänge sind abgeschnitten</translation>
    </message>
    <message>
        <source>the cover or another attachment is damaged</source>
        <translation>das Titelbild oder ein anderer Anhang ist beschädigt</translation>
    </message>
    <message>
        <source>the dates of the source are not texts</source>
        <translation>die Datumsangaben der Quelle sind keine Texte</translation>
    </message>
    <message>
        <source>the description cannot be unpacked</source>
        <translation>die Beschreibung lässt sich nicht auspacken</translation>
    </message>
    <message>
        <source>the description does not end where it should</source>
        <translation>die Beschreibung endet nicht, wo sie sollte</translation>
    </message>
    <message>
        <source>the description is not a JSON object</source>
        <translation>die Beschreibung ist kein JSON-Objekt</translation>
    </message>
    <message>
        <source>the description says nothing of the source</source>
        <translation>die Beschreibung sagt nichts über die Quelle</translation>
    </message>
    <message>
        <source>the descriptions of all parts unpack to more than they may</source>
        <translation>die Beschreibungen aller Teile sind entpackt größer, als sie sein dürfen</translation>
    </message>
    <message>
        <source>the file became shorter while it was read</source>
        <translation>die Datei wurde kürzer, während sie gelesen wurde</translation>
    </message>
    <message>
        <source>the file ends before its first block</source>
        <translation>die Datei endet vor ihrem ersten Block</translation>
    </message>
    <message>
        <source>the file ends within its header</source>
        <translation>die Datei endet in ihrem Kopf</translation>
    </message>
    <message>
        <source>the file has no part to copy</source>
        <translation>die Datei hat keinen Teil zum Kopieren</translation>
    </message>
    <message>
        <source>the file has no whole footer: its making was interrupted, or its end is lost</source>
        <translation>die Datei hat keinen heilen Fuß: Ihre Herstellung wurde unterbrochen, oder ihr Ende ist verloren</translation>
    </message>
    <message>
        <source>1 block is lost</source>
        <translation>1 Block ist verloren</translation>
    </message>
    <message>
        <source> Did you mean “{near}”?</source>
        <translation> Meinten Sie „{near}“?</translation>
    </message>
    <message>
        <source>A gap of {total_s:.2f} s in the time stamps at {at_s:.1f} s became silence.</source>
        <translation>Eine Lücke von {total_s:.2f} s in den Zeitstempeln bei {at_s:.1f} s wurde zu Stille.</translation>
    </message>
    <message>
        <source>All {channels} channels are kept, each coded by itself.</source>
        <translation>Alle {channels} Kanäle bleiben erhalten, jeder für sich kodiert.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>Cut at block borders: {start_s:.2f} s to {stop_s:.2f} s.</source>
        <translation>An Blockgrenzen geschnitten: {start_s:.2f} s bis {stop_s:.2f} s.</translation>
    </message>
    <message>
        <source>Every byte is what {sidecar} says (SHA-256).</source>
        <translation>Jedes Byte ist, was {sidecar} sagt (SHA-256).</translation>
    </message>
    <message>
        <source>Every one of the {count} blocks is whole (CRC-32), and so are header and footer.</source>
        <translation>Jeder der {count} Blöcke ist heil (CRC-32), ebenso Kopf und Fuß.</translation>
    </message>
    <message>
        <source>It is not the file that {sidecar} was written for: the SHA-256 differs.</source>
        <translation>Es ist nicht die Datei, für die {sidecar} geschrieben wurde: Der SHA-256 ist ein anderer.</translation>
    </message>
    <message>
        <source>It was damaged, or made so on purpose: use another copy.</source>
        <translation>Sie wurde beschädigt oder absichtlich so gemacht: Verwenden Sie eine andere Kopie.</translation>
    </message>
    <message>
        <source>It was not made again; the small file is the one from before. {reason}</source>
        <translation>Sie wurde nicht neu gemacht; die kleine Datei ist die von vorher. {reason}</translation>
    </message>
    <message>
        <source>Make an archive kit of {target} before you update this program: what decodes it was not kept ({reason})</source>
        <translation>Legen Sie ein Archivpaket von {target} an, bevor Sie dieses Programm aktualisieren: Was sie dekodiert, wurde nicht aufgehoben ({reason})</translation>
    </message>
    <message>
        <source>No weights of {model} were found in {folder} or the folders in it.</source>
        <translation>In {folder} und den Ordnern darin wurden keine Gewichte von {model} gefunden.</translation>
    </message>
    <message>
        <source>No weights that this program knows were found in {folder} or the folders in it.</source>
        <translation>In {folder} und den Ordnern darin wurden keine Modelle gefunden, die dieses Programm kennt.</translation>
    </message>
    <message>
        <source>Nothing came on standard input; pipe a recording into it.</source>
        <translation>Auf der Standardeingabe kam nichts; leiten Sie eine Aufnahme hinein.</translation>
    </message>
    <message>
        <source>Nothing was written: shorten the tags, or put less into one file.</source>
        <translation>Nichts wurde geschrieben: Kürzen Sie die Tags, oder fügen Sie weniger zu einer Datei zusammen.</translation>
    </message>
    <message>
        <source>Offline mode is on, and the published weights of {name} are not on this machine.</source>
        <translation>Offline-Betrieb ist eingeschaltet, und die veröffentlichten Gewichte von {name} sind nicht auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Only sound track {track} of {count} is kept, without {others}.</source>
        <translation>Nur Tonspur {track} von {count} bleibt erhalten, ohne {others}.</translation>
    </message>
    <message>
        <source>OpenVINO does not start: {reason}.</source>
        <translation>OpenVINO startet nicht: {reason}.</translation>
    </message>
    <message>
        <source>OpenVINO failed: {reason}</source>
        <translation>OpenVINO ist gescheitert: {reason}</translation>
    </message>
    <message>
        <source>Runs on the graphics processor: {device}.</source>
        <translation>Rechnet auf dem Grafikprozessor: {device}.</translation>
    </message>
    <message>
        <source>Runs on the processor, with {engine}, as chosen.</source>
        <translation>Rechnet wie gewählt auf dem Prozessor, mit {engine}.</translation>
    </message>
    <message>
        <source>Runs on the processor, with {engine}; no graphics processor was found that could help.</source>
        <translation>Rechnet auf dem Prozessor, mit {engine}; ein Grafikprozessor, der helfen könnte, wurde nicht gefunden.</translation>
    </message>
    <message>
        <source>Some of the recording is lost, and nobody knows how much: {where}.</source>
        <translation>Ein Teil der Aufnahme ist verloren, und niemand weiß, wie viel: {where}.</translation>
    </message>
    <message>
        <source>Something unforeseen happened ({reason}); details are in the log file.</source>
        <translation>Etwas Unvorhergesehenes ist geschehen ({reason}); Einzelheiten stehen in der Protokolldatei.</translation>
    </message>
    <message>
        <source>Something unforeseen happened; details are in the log file.</source>
        <translation>Etwas Unvorhergesehenes ist geschehen; Einzelheiten stehen in der Protokolldatei.</translation>
    </message>
    <message>
        <source>The connection to the hub broke while {name} was fetched. What has arrived is kept: fetch the model again to go on.</source>
        <translation>Die Verbindung zum Hub brach ab, während {name} geholt wurde. Was ankam, bleibt: Holen Sie das Modell noch einmal, dann geht es weiter.</translation>
    </message>
    <message>
        <source>The decoded sound could not be kept for listening ({reason}); make room on the disk of your home folder and open it again.</source>
        <translation>Der dekodierte Ton ließ sich nicht zum Anhören aufbewahren ({reason}); schaffen Sie Platz auf der Festplatte Ihres Benutzerordners, und öffnen Sie die Datei noch einmal.</translation>
    </message>
    <message>
        <source>The disk is full: there is not enough room for {name} in {folder}.</source>
        <translation>Die Festplatte ist voll: In {folder} ist nicht genug Platz für {name}.</translation>
    </message>
    <message>
        <source>The disk is full: {name} was not written. Make room and try again.</source>
        <translation>Die Festplatte ist voll: {name} wurde nicht geschrieben. Schaffen Sie Platz und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The fast engine could not be used, torch did the work instead. {reason}</source>
        <translation>Das schnelle Rechenwerk war nicht zu gebrauchen, torch hat die Arbeit getan. {reason}</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be made ({reason}); choose another one.</source>
        <translation>Der Ordner {folder} lässt sich nicht anlegen ({reason}); wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>The graphics processor gave up; the processor did the work instead.</source>
        <translation>Der Grafikprozessor hat aufgegeben; der Prozessor hat die Arbeit getan.</translation>
    </message>
    <message>
        <source>The header counts {claimed_bytes:,} bytes of sound, the file holds {held_bytes:,}; all of them were read.</source>
        <translation>Der Kopf zählt {claimed_bytes:,} Bytes Ton, die Datei enthält {held_bytes:,}; alle wurden gelesen.</translation>
    </message>
    <message>
        <source>The hub answered with error {status}, so {model} was not fetched. Try again later.</source>
        <translation>Der Hub antwortete mit Fehler {status}, also wurde {model} nicht geholt. Versuchen Sie es später noch einmal.</translation>
    </message>
    <message>
        <source>The hub could not be reached, so {model} was not fetched. Check the connection to the internet and try again.</source>
        <translation>Der Hub war nicht zu erreichen, {model} wurde nicht geholt. Prüfen Sie die Verbindung zum Internet und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The hub does not have the weights of {model}: there is nothing at {address}.</source>
        <translation>Der Hub hat die Gewichte von {model} nicht: Unter {address} ist nichts.</translation>
    </message>
    <message>
        <source>The kit could not be made: {reason}.</source>
        <translation>Das Archivpaket ließ sich nicht anlegen: {reason}.</translation>
    </message>
    <message>
        <source>The kit was not made, because this machine lacks {needs}: fetch or import them first.</source>
        <translation>Das Archivpaket wurde nicht angelegt, weil auf diesem Rechner {needs} fehlt: Holen oder importieren Sie es zuerst.</translation>
    </message>
    <message>
        <source>The measures of loudness were left out: they are of the whole recording.</source>
        <translation>Die Lautheitswerte wurden weggelassen: Sie gelten für die ganze Aufnahme.</translation>
    </message>
    <message>
        <source>The microphone “{device}” cannot be used: another program may have it, or the system does not allow it. Choose another one, or allow it in the system&apos;s settings.</source>
        <translation>Das Mikrofon „{device}“ lässt sich nicht nutzen: Vielleicht hat es ein anderes Programm, oder das System erlaubt es nicht. Wählen Sie ein anderes, oder erlauben Sie es in den Einstellungen des Systems.</translation>
    </message>
    <message>
        <source>The model {name} is not on this machine. Fetch it with “sqcodec models fetch {name}”.</source>
        <translation>Das Modell {name} ist nicht auf diesem Rechner. Holen Sie es mit „sqcodec models fetch {name}“.</translation>
    </message>
    <message>
        <source>The name {name} is too long for this disk; choose a shorter one.</source>
        <translation>Der Name {name} ist zu lang für diesen Datenträger; wählen Sie einen kürzeren.</translation>
    </message>
    <message>
        <source>The page does not show what its data say: it was changed.</source>
        <translation>Die Seite zeigt nicht, was ihre Daten sagen: Sie wurde verändert.</translation>
    </message>
    <message>
        <source>The page was not made, because this machine lacks the entropy tables {hash} (for {name}): import them first.</source>
        <translation>Die Seite wurde nicht angelegt, weil auf diesem Rechner die Entropietabellen {hash} (für {name}) fehlen: importieren Sie sie zuerst.</translation>
    </message>
    <message>
        <source>The raw samples end in the middle of one ({count} bytes are no whole number of {frame_bytes}); check the rate, channels and format that were given.</source>
        <translation>Die rohen Abtastwerte enden mitten in einem ({count} Bytes sind kein Vielfaches von {frame_bytes}); prüfen Sie Rate, Kanäle und Format, die angegeben wurden.</translation>
    </message>
    <message>
        <source>The recordings are too large for one page (over {limit} MB); make several.</source>
        <translation>Die Aufnahmen sind zu groß für eine einzige Seite (über {limit} MB); legen Sie mehrere an.</translation>
    </message>
    <message>
        <source>The report {name} could not be written: {reason}.</source>
        <translation>Der Bericht {name} ließ sich nicht schreiben: {reason}.</translation>
    </message>
    <message>
        <source>The server does not say which hash {name} has, so nothing could prove that the right file came. It was not fetched; use another server.</source>
        <translation>Der Server sagt nicht, welchen Hash {name} hat; nichts könnte also beweisen, dass die richtige Datei kam. Sie wurde nicht geholt; nehmen Sie einen anderen Server.</translation>
    </message>
    <message>
        <source>The server sent something else than was asked for of {name}. What had arrived was removed; fetch the model again.</source>
        <translation>Der Server hat von {name} etwas anderes geschickt, als verlangt war. Was angekommen war, wurde entfernt; holen Sie das Modell noch einmal.</translation>
    </message>
    <message>
        <source>The sound begins {late_s:.1f} s after the picture; it is silent before.</source>
        <translation>Der Ton beginnt {late_s:.1f} s nach dem Bild; davor ist es still.</translation>
    </message>
    <message>
        <source>The sound begins {late_s:.2f} s late; it is silent before.</source>
        <translation>Der Ton beginnt {late_s:.2f} s zu spät; davor ist es still.</translation>
    </message>
    <message>
        <source>The sound cannot be encoded ({reason}); choose .wav.</source>
        <translation>Der Ton lässt sich nicht kodieren ({reason}); wählen Sie .wav.</translation>
    </message>
    <message>
        <source>The sound changes to {other_hz:,} Hz and {other_channels} channels; it was converted to {rate_hz:,} Hz and {channels}.</source>
        <translation>Der Ton wechselt zu {other_hz:,} Hz und {other_channels} Kanälen; er wurde in {rate_hz:,} Hz und {channels} umgewandelt.</translation>
    </message>
    <message>
        <source>The sound is not touched by this; “sqcodec repair” makes a file without it.</source>
        <translation>Der Ton ist davon nicht betroffen; „sqcodec repair“ macht eine Datei ohne diesen Anhang.</translation>
    </message>
    <message>
        <source>The sound output “{device}” cannot be used; choose another one, or look again for devices.</source>
        <translation>Die Tonausgabe „{device}“ lässt sich nicht nutzen; wählen Sie eine andere, oder suchen Sie erneut nach Geräten.</translation>
    </message>
    <message>
        <source>The tag “{tag}” was left out: it is longer than there is room for (1 MB in all).</source>
        <translation>Die Angabe „{tag}“ wurde weggelassen: Sie ist länger, als Platz ist (1 MB insgesamt).</translation>
    </message>
    <message>
        <source>The time stamps jump by {gap_s:.1f} s at {at_s:.1f} s; no silence was put there.</source>
        <translation>Die Zeitstempel springen bei {at_s:.1f} s um {gap_s:.1f} s; es wurde keine Stille eingefügt.</translation>
    </message>
    <message>
        <source>The tokens of all {duration_s:.2f} s are those that were written (SHA-256).</source>
        <translation>Die Token aller {duration_s:.2f} s sind die, die geschrieben wurden (SHA-256).</translation>
    </message>
    <message>
        <source>The unfinished file was removed ({reason}).</source>
        <translation>Die unfertige Datei wurde entfernt ({reason}).</translation>
    </message>
    <message>
        <source>The weights could not be written to {folder}: {reason}.</source>
        <translation>Die Gewichte ließen sich nicht nach {folder} schreiben: {reason}.</translation>
    </message>
    <message>
        <source>The weights could not be written to {target}: {reason}.</source>
        <translation>Die Gewichte ließen sich nicht nach {target} schreiben: {reason}.</translation>
    </message>
    <message>
        <source>The weights in {folder} are of {set_name}, not of {name}.</source>
        <translation>Die Gewichte in {folder} sind von {set_name}, nicht von {name}.</translation>
    </message>
    <message>
        <source>The weights in {folder} could not be removed: {reason}.</source>
        <translation>Die Gewichte in {folder} ließen sich nicht entfernen: {reason}.</translation>
    </message>
    <message>
        <source>The weights in {path} are damaged: their SHA-256 is not the recorded one.</source>
        <translation>Die Gewichte in {path} sind beschädigt: Ihr SHA-256 ist nicht der verzeichnete.</translation>
    </message>
    <message>
        <source>The weights in {path} are not of the family spectral: {reason} is missing.</source>
        <translation>Die Gewichte in {path} gehören nicht zur Familie spectral: {reason} fehlt.</translation>
    </message>
    <message>
        <source>The weights in {path} cannot be read: {reason}.</source>
        <translation>Die Gewichte in {path} lassen sich nicht lesen: {reason}.</translation>
    </message>
    <message>
        <source>The weights in {path} cannot be used: {reason}.</source>
        <translation>Die Gewichte in {path} lassen sich nicht nutzen: {reason}.</translation>
    </message>
    <message>
        <source>The weights in {path} do not fit the family spectral: {problem}.</source>
        <translation>Die Gewichte in {path} passen nicht zur Familie spectral: {problem}.</translation>
    </message>
    <message>
        <source>The weights in {source} do not fit the model {model}: {name} {problem}.</source>
        <translation>Die Gewichte in {source} passen nicht zum Modell {model}: {name} {problem}.</translation>
    </message>
    <message>
        <source>The weights of {model} came with the program; they stay.</source>
        <translation>Die Gewichte von {model} kamen mit dem Programm; sie bleiben.</translation>
    </message>
    <message>
        <source>The weights of {name} that are needed (SHA-256: {sha256}) are not on this machine. Import them with “sqcodec models import {name} FOLDER”, such as from an archive kit or from another version of this program.</source>
        <translation>Die Gewichte von {name}, die gebraucht werden (SHA-256: {sha256}), sind nicht auf diesem Rechner. Importieren Sie sie mit „sqcodec models import {name} FOLDER“, etwa aus einem Archivpaket oder einer anderen Version dieses Programms.</translation>
    </message>
    <message>
        <source>There are no .sqc files in {names}.</source>
        <translation>In {names} sind keine .sqc-Dateien.</translation>
    </message>
    <message>
        <source>There is no checksum file {sidecar}.</source>
        <translation>Es gibt keine Prüfsummendatei {sidecar}.</translation>
    </message>
    <message>
        <source>There is no device called “{device}”; there are: {known}.</source>
        <translation>Es gibt kein Gerät namens „{device}“; es gibt: {known}.</translation>
    </message>
    <message>
        <source>There is no engine called “{engine}”; there are: {known}.</source>
        <translation>Es gibt kein Rechenwerk namens „{engine}“; es gibt: {known}.</translation>
    </message>
    <message>
        <source>There is no model called “{name}”.{meant} Known models: {known}.</source>
        <translation>Es gibt kein Modell namens „{name}“.{meant} Bekannte Modelle: {known}.</translation>
    </message>
    <message>
        <source>There is no room for {picture} in {name}: cover and other attachments may have {limit} MB together, and be {count}. Choose a smaller picture.</source>
        <translation>Für {picture} ist in {name} kein Platz: Cover und andere Anhänge dürfen zusammen {limit} MB haben und {count} sein. Wählen Sie ein kleineres Bild.</translation>
    </message>
    <message>
        <source>These weights do not fit the family spectral: {problem}.</source>
        <translation>Diese Gewichte passen nicht zur Familie spectral: {problem}.</translation>
    </message>
    <message>
        <source>This machine has no usable device “{device}”; choose “auto” or “cpu”.</source>
        <translation>Dieser Rechner hat kein brauchbares Gerät „{device}“; wählen Sie „auto“ oder „cpu“.</translation>
    </message>
    <message>
        <source>What answers at {url} is no Hugging Face hub. Check HF_ENDPOINT, proxy or login page.</source>
        <translation>Was unter {url} antwortet, ist kein Hugging-Face-Hub. Prüfen Sie HF_ENDPOINT, Proxy oder Anmeldeseite.</translation>
    </message>
    <message>
        <source>What is whole of it can be saved with “sqcodec repair”.</source>
        <translation>Was davon heil ist, lässt sich mit „sqcodec repair“ retten.</translation>
    </message>
    <message>
        <source>What the hub sent for {name} cannot be used. {reason}</source>
        <translation>Was der Hub für {name} schickte, ist nicht zu gebrauchen. {reason}</translation>
    </message>
    <message>
        <source>You may not read {name}; ask its owner.</source>
        <translation>Sie dürfen {name} nicht lesen; fragen Sie den Besitzer.</translation>
    </message>
    <message>
        <source>You may not write into {folder}; choose another folder.</source>
        <translation>Sie dürfen nicht in {folder} schreiben; wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Your share of the disk is full: {name} was not written.</source>
        <translation>Ihr Anteil an der Festplatte ist voll: {name} wurde nicht geschrieben.</translation>
    </message>
    <message>
        <source>a block claims to be number {number:,}, which cannot be</source>
        <translation>ein Block nennt sich Nummer {number:,}, was nicht sein kann</translation>
    </message>
    <message>
        <source>a block claims {token_count:,} tokens; this file&apos;s blocks have 1 to {block_tokens:,}</source>
        <translation>ein Block behauptet {token_count:,} Token; die Blöcke dieser Datei haben 1 bis {block_tokens:,}</translation>
    </message>
    <message>
        <source>a block&apos;s contents make no sense: {reason}</source>
        <translation>der Inhalt eines Blocks ergibt keinen Sinn: {reason}</translation>
    </message>
    <message>
        <source>the backup header, near the end, is not that of this file</source>
        <translation>der Ersatzkopf nahe dem Ende gehört nicht zu dieser Datei</translation>
    </message>
    <message>
        <source>the footer tells of {count:,} parts or blocks, more than a file of its size may have</source>
        <translation>der Fuß nennt {count:,} Teile oder Blöcke, mehr als eine Datei ihrer Größe haben darf</translation>
    </message>
    <message>
        <source>a frame has not 1 to {limit} tokens</source>
        <translation>ein Rahmen hat nicht 1 bis {limit} Token</translation>
    </message>
    <message>
        <source>Connection timed out</source>
        <translation>der Datenträger oder das Netz hat nicht geantwortet</translation>
    </message>
    <message>
        <source>Device or resource busy</source>
        <translation>ein anderes Programm benutzt es</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>Ihr Anteil am Datenträger ist voll</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>es gibt schon etwas mit diesem Namen</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>der Name ist zu lang</translation>
    </message>
    <message>
        <source>File too large</source>
        <translation>für diesen Datenträger ist sie zu groß</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>der Datenträger oder die Verbindung zu ihm hat versagt</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>es ist ein Ordner</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>der Datenträger ist voll</translation>
    </message>
    <message>
        <source>No such device</source>
        <translation>der Datenträger ist nicht mehr da</translation>
    </message>
    <message>
        <source>No such device or address</source>
        <translation>der Datenträger ist nicht mehr da</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>die Datei oder ihr Ordner ist nicht da</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>der Pfad führt durch etwas, das kein Ordner ist</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>Sie haben dafür keine Berechtigung</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>Sie haben dafür keine Berechtigung</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>der Datenträger lässt sich nur lesen</translation>
    </message>
    <message>
        <source>Stale file handle</source>
        <translation>der Ordner im Netz ist jetzt ein anderer</translation>
    </message>
    <message>
        <source>The cover of {kept} is kept; other covers were left out: {names}.</source>
        <translation>Das Titelbild von {kept} bleibt; andere Titelbilder wurden weggelassen: {names}.</translation>
    </message>
    <message>
        <source>The folder {folder} is not there any more; choose another one.</source>
        <translation>Den Ordner {folder} gibt es nicht mehr; wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>There is no room for all covers and attachments; some were left out: {names}.</source>
        <translation>Für alle Titelbilder und Anhänge ist kein Platz; einige wurden weggelassen: {names}.</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>zu viele Dateien sind offen</translation>
    </message>
    <message>
        <source>Transport endpoint is not connected</source>
        <translation>die Verbindung zum Datenträger ist unterbrochen</translation>
    </message>
    <message>
        <source>a number is too long</source>
        <translation>eine Zahl ist zu lang</translation>
    </message>
    <message>
        <source>a record claims {body_bytes:,} bytes, more than the {limit:,} it may have</source>
        <translation>ein Abschnitt behauptet {body_bytes:,} Bytes, mehr als die {limit:,}, die er haben darf</translation>
    </message>
    <message>
        <source>any</source>
        <translation>irgendeine</translation>
    </message>
    <message>
        <source>at most {count} attachments of {limit_bytes:,} bytes together fit</source>
        <translation>höchstens {count} Anhänge mit zusammen {limit_bytes:,} Bytes haben Platz</translation>
    </message>
    <message>
        <source>at {start_s:.1f} s</source>
        <translation>bei {start_s:.1f} s</translation>
    </message>
    <message>
        <source>attachments may have {limit_bytes:,} bytes together</source>
        <translation>Anhänge dürfen zusammen {limit_bytes:,} Bytes haben</translation>
    </message>
    <message>
        <source>block {number:,} of part {part} is too far from the others</source>
        <translation>Block {number:,} von Teil {part} ist zu weit von den anderen entfernt</translation>
    </message>
    <message>
        <source>block {number} of part {part} is lost</source>
        <translation>Block {number} von Teil {part} ist verloren</translation>
    </message>
    <message>
        <source>block {number} of part {part} stands too late</source>
        <translation>Block {number} von Teil {part} steht zu spät</translation>
    </message>
    <message>
        <source>block {number} of part {part} stands twice; the first is used</source>
        <translation>Block {number} von Teil {part} steht doppelt; der erste gilt</translation>
    </message>
    <message>
        <source>damaged packets could not be decoded</source>
        <translation>beschädigte Pakete ließen sich nicht dekodieren</translation>
    </message>
    <message>
        <source>entropy tables with SHA-256 {hash}</source>
        <translation>Entropietabellen mit SHA-256 {hash}</translation>
    </message>
    <message>
        <source>it does not fit the model {model} that it names: {measure} is {claimed}, not {right}</source>
        <translation>sie passt nicht zum Modell {model}, das sie nennt: {measure} ist {claimed} statt {right}</translation>
    </message>
    <message>
        <source>it does not say where it comes from</source>
        <translation>sie sagt nicht, woher sie kommt</translation>
    </message>
    <message>
        <source>it has no checksum of its own; fetch or import it again</source>
        <translation>sie hat keine eigene Prüfsumme; holen oder importieren Sie sie noch einmal</translation>
    </message>
    <message>
        <source>it sounds worse from {start_s:.2f} s to {stop_s:.2f} s: layer {number} of a block is damaged ({why})</source>
        <translation>von {start_s:.2f} s bis {stop_s:.2f} s klingt sie schlechter: Schicht {number} eines Blocks ist beschädigt ({why})</translation>
    </message>
    <message>
        <source>its SHA-256 is none</source>
        <translation>ihr SHA-256 ist keiner</translation>
    </message>
    <message>
        <source>its statistics are not those that the weights of {model} want</source>
        <translation>ihre Statistik ist nicht die, die die Gewichte von {model} brauchen</translation>
    </message>
    <message>
        <source>layer {number} of a block is damaged: {why}</source>
        <translation>Schicht {number} eines Blocks ist beschädigt: {why}</translation>
    </message>
    <message>
        <source>other content stands in the place of the sound</source>
        <translation>an Stelle des Tons steht anderer Inhalt</translation>
    </message>
    <message>
        <source>packets of the file are missing</source>
        <translation>Pakete der Datei fehlen</translation>
    </message>
    <message>
        <source>part {part} begins twice</source>
        <translation>Teil {part} beginnt zweimal</translation>
    </message>
    <message>
        <source>so little is whole that not all of the silence may be kept: {left_out_s:,.0f} s of what is lost are left out</source>
        <translation>so wenig ist heil, dass nicht alle Stille bleiben darf: {left_out_s:,.0f} s des Verlorenen sind weggelassen</translation>
    </message>
    <message>
        <source>the checksum of its own is none</source>
        <translation>ihre eigene Prüfsumme ist keine</translation>
    </message>
    <message>
        <source>the description cannot be read: {reason}</source>
        <translation>die Beschreibung lässt sich nicht lesen: {reason}</translation>
    </message>
    <message>
        <source>the description is longer than {limit_bytes:,} bytes</source>
        <translation>die Beschreibung ist länger als {limit_bytes:,} Bytes</translation>
    </message>
    <message>
        <source>the description is nested more than {limit_depth} deep</source>
        <translation>die Beschreibung ist tiefer als {limit_depth} verschachtelt</translation>
    </message>
    <message>
        <source>the description is {count:,} bytes long, more than {limit_bytes:,}</source>
        <translation>die Beschreibung ist {count:,} Bytes lang, mehr als {limit_bytes:,}</translation>
    </message>
    <message>
        <source>the description tells of more than {limit} lost spans</source>
        <translation>die Beschreibung nennt mehr als {limit} verlorene Stellen</translation>
    </message>
    <message>
        <source>the description unpacks to more than {limit_bytes:,} bytes</source>
        <translation>die Beschreibung wird ausgepackt größer als {limit_bytes:,} Bytes</translation>
    </message>
    <message>
        <source>the description&apos;s {key} is missing or no text</source>
        <translation>in der Beschreibung fehlt {key} oder ist kein Text</translation>
    </message>
    <message>
        <source>the description&apos;s {key} is missing or no whole number</source>
        <translation>in der Beschreibung fehlt {key} oder ist keine ganze Zahl</translation>
    </message>
    <message>
        <source>the description&apos;s {key} is outside {low:,} to {high:,}</source>
        <translation>in der Beschreibung liegt {key} außerhalb von {low:,} bis {high:,}</translation>
    </message>
    <message>
        <source>the entropy tables that this file names belong to other weights</source>
        <translation>die Entropietabellen, die diese Datei nennt, gehören zu anderen Gewichten</translation>
    </message>
    <message>
        <source>the family of models {family} is not known</source>
        <translation>die Modellfamilie {family} ist nicht bekannt</translation>
    </message>
    <message>
        <source>the file claims to have lost {count:,} blocks, more than a file of its size may</source>
        <translation>die Datei behauptet, {count:,} Blöcke verloren zu haben, mehr als eine Datei ihrer Größe haben kann</translation>
    </message>
    <message>
        <source>the file claims to have lost {lost_s:,.0f} s, more than a file of its size may</source>
        <translation>die Datei will {lost_s:,.0f} s verloren haben, mehr als eine Datei ihrer Größe darf</translation>
    </message>
    <message>
        <source>the file ends {missing_bytes:,} bytes too early</source>
        <translation>die Datei endet {missing_bytes:,} Bytes zu früh</translation>
    </message>
    <message>
        <source>the file has {count:,} parts for {sound_s:,.0f} s of sound, more than a file may</source>
        <translation>die Datei hat {count:,} Teile für {sound_s:,.0f} s Ton, mehr als eine Datei haben darf</translation>
    </message>
    <message>
        <source>the file of entropy tables has the wrong length</source>
        <translation>die Datei der Entropietabellen hat die falsche Länge</translation>
    </message>
    <message>
        <source>the file of entropy tables is damaged</source>
        <translation>die Datei der Entropietabellen ist beschädigt</translation>
    </message>
    <message>
        <source>the first bytes are damaged, as when a .sqc file was sent as text</source>
        <translation>die ersten Bytes sind beschädigt, wie wenn eine .sqc-Datei als Text verschickt wurde</translation>
    </message>
    <message>
        <source>the footer claims more sound than there are tokens</source>
        <translation>der Fuß behauptet mehr Ton, als Token da sind</translation>
    </message>
    <message>
        <source>the footer does not end where it should</source>
        <translation>der Fuß endet nicht, wo er sollte</translation>
    </message>
    <message>
        <source>the footer&apos;s account of parts is wrong</source>
        <translation>die Angaben des Fußes zu den Teilen stimmen nicht</translation>
    </message>
    <message>
        <source>the footer&apos;s counts of blocks and tokens contradict each other</source>
        <translation>die Zahlen von Blöcken und Token im Fuß widersprechen sich</translation>
    </message>
    <message>
        <source>the head of these entropy tables is cut or damaged</source>
        <translation>der Kopf dieser Entropietabellen ist abgeschnitten oder beschädigt</translation>
    </message>
    <message>
        <source>the header claims blocks or tokens beyond the format&apos;s bounds</source>
        <translation>der Kopf behauptet Blöcke oder Token jenseits der Grenzen des Formats</translation>
    </message>
    <message>
        <source>the header claims to be longer than a header may be</source>
        <translation>der Kopf behauptet, länger zu sein, als ein Kopf sein darf</translation>
    </message>
    <message>
        <source>the header claims {size_bytes:,} bytes of attachments</source>
        <translation>der Kopf behauptet {size_bytes:,} Bytes Anhänge</translation>
    </message>
    <message>
        <source>the layers are not a list of 1 to {limit} numbers</source>
        <translation>die Schichten sind keine Liste von 1 bis {limit} Zahlen</translation>
    </message>
    <message>
        <source>the parts from {part} on are more and shorter than a file&apos;s may be</source>
        <translation>die Teile ab {part} sind mehr und kürzer, als die einer Datei sein dürfen</translation>
    </message>
    <message>
        <source>the recording ends early</source>
        <translation>die Aufnahme endet vorzeitig</translation>
    </message>
    <message>
        <source>the statistics of part {part} are none of the model {model}</source>
        <translation>die Statistik von Teil {part} ist keine des Modells {model}</translation>
    </message>
    <message>
        <source>the statistics of part {part} are of another kind than those before</source>
        <translation>die Statistik von Teil {part} ist von anderer Art als die davor</translation>
    </message>
    <message>
        <source>there are more than {count} attachments</source>
        <translation>es gibt mehr als {count} Anhänge</translation>
    </message>
    <message>
        <source>there is no model of the name that it gives</source>
        <translation>ein Modell des Namens, den sie nennt, gibt es nicht</translation>
    </message>
    <message>
        <source>these entropy tables have version {version}; versions 1 and 2 are known</source>
        <translation>diese Entropietabellen haben Version {version}; bekannt sind die Versionen 1 und 2</translation>
    </message>
    <message>
        <source>this block needs the entropy tables {tables_sha256}</source>
        <translation>dieser Block braucht die Entropietabellen {tables_sha256}</translation>
    </message>
    <message>
        <source>this file has format version {version}; this program knows versions {known} only</source>
        <translation>diese Datei hat Formatversion {version}; dieses Programm kennt nur die Versionen {known}</translation>
    </message>
    <message>
        <source>weights of {model} with SHA-256 {hash}</source>
        <translation>Gewichte von {model} mit SHA-256 {hash}</translation>
    </message>
    <message>
        <source>what belongs to part {part} is lost</source>
        <translation>was zu Teil {part} gehört, ist verloren</translation>
    </message>
    <message>
        <source>{channels} channels are mixed down to one.</source>
        <translation>{channels} Kanäle werden zu einem gemischt.</translation>
    </message>
    <message>
        <source>{container} has no room for one mark, which was left out.</source>
        <translation>{container} hat keinen Platz für eine Marke, die weggelassen wurde.</translation>
    </message>
    <message>
        <source>{container} has no room for what is noted on marks besides their titles; it was left out.</source>
        <translation>{container} hat keinen Platz für das, was neben den Titeln bei Marken vermerkt ist; es wurde weggelassen.</translation>
    </message>
    <message>
        <source>{container} has no room for {count} marks, which were left out.</source>
        <translation>{container} hat keinen Platz für {count} Marken, die weggelassen wurden.</translation>
    </message>
    <message>
        <source>{count:,} bytes ({kind}) were skipped at {at_s:.1f} s.</source>
        <translation>{count:,} Bytes ({kind}) wurden bei {at_s:.1f} s übersprungen.</translation>
    </message>
    <message>
        <source>{count:,} bytes that are no sound were skipped at the start.</source>
        <translation>{count:,} Bytes, die kein Ton sind, wurden am Anfang übersprungen.</translation>
    </message>
    <message>
        <source>{count:,} bytes that are no sound were skipped at {at_s:.1f} s.</source>
        <translation>{count:,} Bytes, die kein Ton sind, wurden bei {at_s:.1f} s übersprungen.</translation>
    </message>
    <message>
        <source>{count} blocks are lost</source>
        <translation>{count} Blöcke sind verloren</translation>
    </message>
    <message>
        <source>{count} gaps in the time stamps, {total_s:.2f} s in all, became silence.</source>
        <translation>{count} Lücken in den Zeitstempeln, zusammen {total_s:.2f} s, wurden zu Stille.</translation>
    </message>
    <message>
        <source>{count} marks were left out: there is no room for so many.</source>
        <translation>{count} Marken wurden weggelassen: Für so viele ist kein Platz.</translation>
    </message>
    <message>
        <source>{count} recordings stand in one file; they were read one after the other.</source>
        <translation>{count} Aufnahmen stehen in einer Datei; sie wurden nacheinander gelesen.</translation>
    </message>
    <message>
        <source>{count} samples were too loud for the format and were clipped.</source>
        <translation>{count} Abtastwerte waren zu laut für das Format und wurden begrenzt.</translation>
    </message>
    <message>
        <source>{device} has no memory for {count} chunks at once.</source>
        <translation>{device} hat nicht genug Speicher für {count} Abschnitte auf einmal.</translation>
    </message>
    <message>
        <source>{engine} gives another sound than torch: it differs by {difference:.1e}.</source>
        <translation>{engine} ergibt einen anderen Ton als torch: Er weicht um {difference:.1e} ab.</translation>
    </message>
    <message>
        <source>{engine} gives other numbers than torch: {equal:.2%} are equal.</source>
        <translation>{engine} ergibt andere Zahlen als torch: {equal:.2%} sind gleich.</translation>
    </message>
    <message>
        <source>{error} Lost: {duration_s:.2f} s from {start_s:.2f} s on.</source>
        <translation>{error} Verloren: {duration_s:.2f} s ab {start_s:.2f} s.</translation>
    </message>
    <message>
        <source>{first}, {rest}</source>
        <translation>{first}, {rest}</translation>
    </message>
    <message>
        <source>{folder} already holds {taken}, and nothing is overwritten; choose an empty folder.</source>
        <translation>{folder} enthält schon {taken}, und nichts wird überschrieben; wählen Sie einen leeren Ordner.</translation>
    </message>
    <message>
        <source>{folder} is being fetched by another window or command right now.</source>
        <translation>{folder} wird gerade von einem anderen Fenster oder Befehl geholt.</translation>
    </message>
    <message>
        <source>{folder} is read-only; choose another folder.</source>
        <translation>{folder} lässt sich nur lesen; wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>{from_khz:g} → {to_khz:g} kHz: nothing above {kept_khz:g} kHz survives.</source>
        <translation>{from_khz:g} → {to_khz:g} kHz: Über {kept_khz:g} kHz bleibt nichts erhalten.</translation>
    </message>
    <message>
        <source>{junk_bytes:,} bytes that are no whole Ogg pages were skipped.</source>
        <translation>{junk_bytes:,} Bytes, die keine ganzen Ogg-Seiten sind, wurden übersprungen.</translation>
    </message>
    <message>
        <source>{length_s:.1f} s</source>
        <translation>{length_s:.1f} s</translation>
    </message>
    <message>
        <source>{length_s:.2g} s</source>
        <translation>{length_s:.2g} s</translation>
    </message>
    <message>
        <source>{length} at {start_s:.1f} s</source>
        <translation>{length} bei {start_s:.1f} s</translation>
    </message>
    <message>
        <source>{length} lost, silence in their place: {where}.</source>
        <translation>{length} verloren, an ihrer Stelle ist Stille: {where}.</translation>
    </message>
    <message>
        <source>{length} lost: {where}.</source>
        <translation>{length} verloren: {where}.</translation>
    </message>
    <message>
        <source>{length} sound worse than the rest: upper layers are damaged.</source>
        <translation>{length} klingen schlechter als der Rest: Obere Schichten sind beschädigt.</translation>
    </message>
    <message>
        <source>{length} sound worse than the rest: upper layers were damaged before the file was repaired.</source>
        <translation>{length} klingen schlechter als der Rest: Obere Schichten waren beschädigt, bevor die Datei repariert wurde.</translation>
    </message>
    <message>
        <source>{name} arrived damaged: it is not what the hub announced. It was removed; fetch the model again.</source>
        <translation>{name} kam beschädigt an: Es ist nicht, was der Hub angekündigt hat. Es wurde entfernt; holen Sie das Modell noch einmal.</translation>
    </message>
    <message>
        <source>{name} begins like a {kind} file, but nothing in it can be decoded; look for another copy.</source>
        <translation>{name} beginnt wie eine {kind}-Datei, aber nichts darin lässt sich dekodieren; suchen Sie eine andere Kopie.</translation>
    </message>
    <message>
        <source>{name} cannot hold {from_hz} Hz: the sound was converted to {to_hz} Hz.</source>
        <translation>{name} kann {from_hz} Hz nicht fassen: Der Ton wurde in {to_hz} Hz umgewandelt.</translation>
    </message>
    <message>
        <source>{name} could not be created ({reason}); choose another folder or name.</source>
        <translation>{name} ließ sich nicht anlegen ({reason}); wählen Sie einen anderen Ordner oder Namen.</translation>
    </message>
    <message>
        <source>{name} could not be fetched into {folder}: {reason}.</source>
        <translation>{name} ließ sich nicht nach {folder} holen: {reason}.</translation>
    </message>
    <message>
        <source>{name} could not be read ({reason}); check the disk or connection.</source>
        <translation>{name} ließ sich nicht lesen ({reason}); prüfen Sie Datenträger oder Verbindung.</translation>
    </message>
    <message>
        <source>{name} could not be read: {reason}.</source>
        <translation>{name} ließ sich nicht lesen: {reason}.</translation>
    </message>
    <message>
        <source>{name} could not be written ({reason}). What was recorded until then is kept; make room, or choose another folder, and record on.</source>
        <translation>{name} ließ sich nicht schreiben ({reason}). Was bis dahin aufgenommen wurde, bleibt; schaffen Sie Platz, oder wählen Sie einen anderen Ordner, und nehmen Sie weiter auf.</translation>
    </message>
    <message>
        <source>{name} could not be written ({reason}); make room on the disk or choose another folder.</source>
        <translation>{name} ließ sich nicht schreiben ({reason}); schaffen Sie Platz, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>{name} could not be written: {reason}.</source>
        <translation>{name} ließ sich nicht schreiben: {reason}.</translation>
    </message>
    <message>
        <source>{name} has a sample rate of {sample_rate_hz:,} Hz; 1 to {most_hz:,} Hz can be restored. Convert it to one of these rates first.</source>
        <translation>{name} hat eine Abtastrate von {sample_rate_hz:,} Hz; wiederherstellen lassen sich 1 bis {most_hz:,} Hz. Wandeln Sie es zuerst in eine solche Rate um.</translation>
    </message>
    <message>
        <source>{name} has a sample that is not a number or infinite at {at_s:.3f} s; export it again (for instance as 24-bit WAV) or cut that place out.</source>
        <translation>{name} hat bei {at_s:.3f} s einen Abtastwert, der keine Zahl oder unendlich ist; exportieren Sie es neu (etwa als WAV mit 24 Bit), oder schneiden Sie die Stelle heraus.</translation>
    </message>
    <message>
        <source>{name} has no samples (its length is zero); nothing can be done with it.</source>
        <translation>{name} enthält keinen Ton (seine Länge ist null); damit lässt sich nichts anfangen.</translation>
    </message>
    <message>
        <source>{name} has no sound in it; choose a sound file or another video.</source>
        <translation>{name} enthält keinen Ton; wählen Sie eine Tondatei oder ein anderes Video.</translation>
    </message>
    <message>
        <source>{name} has no sound track {track}; it has track 1 alone.</source>
        <translation>{name} hat keine Tonspur {track}; es hat nur Spur 1.</translation>
    </message>
    <message>
        <source>{name} has no sound track {track}; it has tracks 1 to {count}.</source>
        <translation>{name} hat keine Tonspur {track}; es hat die Spuren 1 bis {count}.</translation>
    </message>
    <message>
        <source>{name} has no tag called “{tag}”; it has: {known}.</source>
        <translation>{name} hat keine Angabe namens „{tag}“; vorhanden: {known}.</translation>
    </message>
    <message>
        <source>{name} has {channels} channels; at most {limit_channels} can be kept. Split it, or mix it down.</source>
        <translation>{name} hat {channels} Kanäle; höchstens {limit_channels} lassen sich behalten. Teilen Sie es auf oder mischen Sie es ab.</translation>
    </message>
    <message>
        <source>{name} holds no sound.</source>
        <translation>{name} enthält keinen Ton.</translation>
    </message>
    <message>
        <source>{name} holds {channels} channels: the {channels_in} of the recording were mixed together (the first stays left, the second right, the others go to both).</source>
        <translation>{name} fasst {channels} Kanäle: Die {channels_in} der Aufnahme wurden zusammengemischt (der erste bleibt links, der zweite rechts, die anderen gehen auf beide).</translation>
    </message>
    <message>
        <source>{name} is a Sound Designer file of old Macs, half of which is lost elsewhere; convert it to WAV on a Mac.</source>
        <translation>{name} ist eine Sound-Designer-Datei alter Macs, deren eine Hälfte anderswo verloren geht; wandeln Sie sie auf einem Mac in WAV um.</translation>
    </message>
    <message>
        <source>{name} is a dictation in a secret format; export it as WAV or MP3 with Sony&apos;s Sound Organizer.</source>
        <translation>{name} ist ein Diktat in einem geheimen Format; exportieren Sie es mit Sonys Sound Organizer als WAV oder MP3.</translation>
    </message>
    <message>
        <source>{name} is a dictation in a secret format; export it as WAV or MP3 with the dictation software of OM System (Olympus) or Philips.</source>
        <translation>{name} ist ein Diktat in einem geheimen Format; exportieren Sie es mit der Diktiersoftware von OM System (Olympus) oder Philips als WAV oder MP3.</translation>
    </message>
    <message>
        <source>{name} is a folder; choose the sound files inside it.</source>
        <translation>{name} ist ein Ordner; wählen Sie die Tondateien darin.</translation>
    </message>
    <message>
        <source>{name} is a folder; name a .sqc file.</source>
        <translation>{name} ist ein Ordner; nennen Sie eine .sqc-Datei.</translation>
    </message>
    <message>
        <source>{name} is a link or no plain file; originals of that kind always stay.</source>
        <translation>{name} ist eine Verknüpfung oder keine gewöhnliche Datei; solche Originale bleiben immer.</translation>
    </message>
    <message>
        <source>{name} is a project of Audacity, not a recording; open it there and export the sound as WAV or FLAC.</source>
        <translation>{name} ist ein Projekt von Audacity und keine Aufnahme; öffnen Sie es dort und exportieren Sie den Ton als WAV oder FLAC.</translation>
    </message>
    <message>
        <source>{name} is a voice message in Skype&apos;s SILK format, which cannot be decoded here; save it as MP3 in the program it is from.</source>
        <translation>{name} ist eine Sprachnachricht in Skypes Format SILK, das sich hier nicht dekodieren lässt; speichern Sie sie in dem Programm, aus dem sie stammt, als MP3.</translation>
    </message>
    <message>
        <source>{name} is a waveform cache of another version; delete it.</source>
        <translation>{name} ist ein Wellenform-Zwischenspeicher einer anderen Version; löschen Sie ihn.</translation>
    </message>
    <message>
        <source>{name} is cut off before its first sound; look for another copy.</source>
        <translation>{name} ist vor dem ersten Ton abgeschnitten; suchen Sie eine andere Kopie.</translation>
    </message>
    <message>
        <source>{name} is damaged ({reason}); make a whole file of it with “sqcodec repair”.</source>
        <translation>{name} ist beschädigt ({reason}); machen Sie mit „sqcodec repair“ eine heile Datei daraus.</translation>
    </message>
    <message>
        <source>{name} is damaged after {at_s:.1f} s; look for another copy, or repair it with its own tools.</source>
        <translation>{name} ist nach {at_s:.1f} s beschädigt; suchen Sie eine andere Kopie, oder reparieren Sie es mit eigenem Werkzeug.</translation>
    </message>
    <message>
        <source>{name} is damaged: none of its sound can be decoded; look for another copy.</source>
        <translation>{name} ist beschädigt: Nichts von seinem Ton lässt sich dekodieren; suchen Sie eine andere Kopie.</translation>
    </message>
    <message>
        <source>{name} is empty (0 bytes); look for another copy of it.</source>
        <translation>{name} ist leer (0 Bytes); suchen Sie eine andere Kopie davon.</translation>
    </message>
    <message>
        <source>{name} is in a format that cannot be decoded; convert it to WAV.</source>
        <translation>{name} hat ein Format, das sich nicht dekodieren lässt; wandeln Sie es in WAV um.</translation>
    </message>
    <message>
        <source>{name} is incomplete: its index (the moov part) is missing, as when a recording or a download was cut off; get it again, or repair it with a tool such as untrunc.</source>
        <translation>{name} ist unvollständig: Sein Verzeichnis (der moov-Teil) fehlt, wie wenn eine Aufnahme oder ein Herunterladen abbrach; holen Sie es noch einmal, oder reparieren Sie es mit einem Werkzeug wie untrunc.</translation>
    </message>
    <message>
        <source>{name} is incomplete: its index (the pakt chunk) is missing, as when a recording or a download was cut off; get it again.</source>
        <translation>{name} ist unvollständig: Sein Verzeichnis (der pakt-Teil) fehlt, wie wenn eine Aufnahme oder ein Herunterladen abbrach; holen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>{name} is no picture that players know; use JPEG or PNG.</source>
        <translation>{name} ist kein Bild, das Abspielprogramme kennen; nehmen Sie JPEG oder PNG.</translation>
    </message>
    <message>
        <source>{name} is no report of a blind test.</source>
        <translation>{name} ist kein Bericht eines Blindtests.</translation>
    </message>
    <message>
        <source>{name} is no report of a blind test: it is too large.</source>
        <translation>{name} ist kein Bericht eines Blindtests: Es ist zu groß.</translation>
    </message>
    <message>
        <source>{name} is no waveform cache; delete it.</source>
        <translation>{name} ist kein Wellenform-Zwischenspeicher; löschen Sie es.</translation>
    </message>
    <message>
        <source>{name} is not an audio file, whatever its name says; choose a sound file.</source>
        <translation>{name} ist keine Tondatei, egal wie sie heißt; wählen Sie eine Tondatei.</translation>
    </message>
    <message>
        <source>{name} is not an ordinary file; copy its sound to a file first.</source>
        <translation>{name} ist keine gewöhnliche Datei; kopieren Sie den Ton zuerst in eine Datei.</translation>
    </message>
    <message>
        <source>{name} is not there (any more); check the name and the folder.</source>
        <translation>{name} ist nicht (mehr) da; prüfen Sie Namen und Ordner.</translation>
    </message>
    <message>
        <source>{name} is not there any more.</source>
        <translation>{name} ist nicht mehr da.</translation>
    </message>
    <message>
        <source>{name} is not there; check the name and the folder.</source>
        <translation>{name} ist nicht da; prüfen Sie Namen und Ordner.</translation>
    </message>
    <message>
        <source>{name} is only a pointer to a piece on a CD, not its sound; copy the CD with a program for that, as WAV.</source>
        <translation>{name} ist nur ein Verweis auf ein Stück einer CD, nicht sein Ton; kopieren Sie die CD mit einem Programm dafür als WAV.</translation>
    </message>
    <message>
        <source>{name} is packed with LPAC, which cannot be unpacked here; unpack it to WAV with its own program.</source>
        <translation>{name} ist mit LPAC gepackt und lässt sich hier nicht entpacken; entpacken Sie es mit dessen eigenem Programm zu WAV.</translation>
    </message>
    <message>
        <source>{name} is packed with OptimFROG, which cannot be unpacked here; unpack it to WAV with its own program.</source>
        <translation>{name} ist mit OptimFROG gepackt und lässt sich hier nicht entpacken; entpacken Sie es mit dessen eigenem Programm zu WAV.</translation>
    </message>
    <message>
        <source>{name} is protected against copying (DRM); only the program that it was bought for plays it.</source>
        <translation>{name} ist kopiergeschützt (DRM); nur das Programm, für das es gekauft wurde, spielt es.</translation>
    </message>
    <message>
        <source>{name} is this project&apos;s own model: nobody else published weights of it.</source>
        <translation>{name} ist ein eigenes Modell dieses Projekts: Niemand sonst hat Gewichte dafür veröffentlicht.</translation>
    </message>
    <message>
        <source>{name} may not be read by you; change its permissions or copy it elsewhere.</source>
        <translation>{name} dürfen Sie nicht lesen; ändern Sie die Berechtigungen, oder kopieren Sie es an einen anderen Ort.</translation>
    </message>
    <message>
        <source>{name} may not be written by you here; choose another folder.</source>
        <translation>{name} dürfen Sie hier nicht schreiben; wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>{name} was not written: a sample is not a number or infinite near {at_s:.1f} s; check the source there.</source>
        <translation>{name} wurde nicht geschrieben: Ein Abtastwert nahe {at_s:.1f} s ist keine Zahl oder unendlich; prüfen Sie die Quelle dort.</translation>
    </message>
    <message>
        <source>{name} was not written: it would need {channels} channels, and {container} holds {most_channels}; choose .wav.</source>
        <translation>{name} wurde nicht geschrieben: Es bräuchte {channels} Kanäle, und {container} fasst {most_channels}; wählen Sie .wav.</translation>
    </message>
    <message>
        <source>{name} was not written: there is no sound to put into it.</source>
        <translation>{name} wurde nicht geschrieben: Es gibt keinen Ton dafür.</translation>
    </message>
    <message>
        <source>{name} was not written: this app writes .wav, .flac, .opus and .mp3; choose one of these.</source>
        <translation>{name} wurde nicht geschrieben: Dieses Programm schreibt .wav, .flac, .opus und .mp3; wählen Sie eines davon.</translation>
    </message>
    <message>
        <source>{name} was written by a newer version of this program; update it.</source>
        <translation>{name} wurde von einer neueren Version dieses Programms geschrieben; aktualisieren Sie es.</translation>
    </message>
    <message>
        <source>{name}: a passage of at least {shortest_s:g} s is needed; choose a longer one.</source>
        <translation>{name}: Es braucht eine Stelle von mindestens {shortest_s:g} s; wählen Sie eine längere.</translation>
    </message>
    <message>
        <source>{name}: {what}</source>
        <translation>{name}: {what}</translation>
    </message>
    <message>
        <source>{page} was not written: a test in it cannot be understood.</source>
        <translation>{page} wurde nicht geschrieben: Ein Test darin ist nicht zu verstehen.</translation>
    </message>
    <message>
        <source>{quality}: {reason}</source>
        <translation>{quality}: {reason}</translation>
    </message>
    <message>
        <source>{sentence} {advice}</source>
        <translation>{sentence} {advice}</translation>
    </message>
    <message>
        <source>{sidecar} could not be read: {reason}.</source>
        <translation>{sidecar} konnte nicht gelesen werden: {reason}.</translation>
    </message>
    <message>
        <source>{sidecar} is no checksum file.</source>
        <translation>{sidecar} ist keine Prüfsummendatei.</translation>
    </message>
    <message>
        <source>{size_bytes:,} bytes belong to nothing</source>
        <translation>{size_bytes:,} Bytes gehören zu nichts</translation>
    </message>
    <message>
        <source>{small} is a part of a recording, or several: it cannot be made again of one. It stays as it is.</source>
        <translation>{small} ist ein Teil einer Aufnahme, oder mehrere: Sie lässt sich nicht aus einer neu machen. Sie bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>{small} is already there, but it is no whole .sqc file; move it away, or have it overwritten.</source>
        <translation>{small} gibt es schon, aber es ist keine ganze .sqc-Datei; legen Sie sie beiseite, oder lassen Sie sie überschreiben.</translation>
    </message>
    <message>
        <source>{small} is already there, but it was not made of all of {source_name} as it is now; move it away, or have it overwritten.</source>
        <translation>{small} gibt es schon, wurde aber nicht aus ganz {source_name} gemacht, wie es jetzt ist; legen Sie es beiseite, oder lassen Sie es überschreiben.</translation>
    </message>
    <message>
        <source>{small} was changed while it was made again; it stays as it is. Try again when nothing writes to it.</source>
        <translation>{small} wurde geändert, während sie neu gemacht wurde; sie bleibt, wie sie ist. Versuchen Sie es noch einmal, wenn nichts mehr hineinschreibt.</translation>
    </message>
    <message>
        <source>{small}: {problem} The original stays.</source>
        <translation>{small}: {problem} Das Original bleibt.</translation>
    </message>
    <message>
        <source>{source} ({model}) can be made smaller to {names}, not to {wished}.</source>
        <translation>{source} ({model}) lässt sich auf {names} verkleinern, nicht auf {wished}.</translation>
    </message>
    <message>
        <source>{source} and {small} are one and the same file; it stays.</source>
        <translation>{source} und {small} sind ein und dieselbe Datei; sie bleibt.</translation>
    </message>
    <message>
        <source>{source} belongs to the program; it stays.</source>
        <translation>{source} gehört zum Programm; es bleibt.</translation>
    </message>
    <message>
        <source>{source} could not be read to its end this time; {small} stays as it is.</source>
        <translation>{source} ließ sich diesmal nicht bis zum Ende lesen; {small} bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>{source} could not be read: {reason}.</source>
        <translation>{source} ließ sich nicht lesen: {reason}.</translation>
    </message>
    <message>
        <source>{source} did not come out as it should; nothing was written.</source>
        <translation>{source} wurde nicht, wie es sollte; es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>{source} ends early: what is whole of it was compressed.</source>
        <translation>{source} endet zu früh: Was davon ganz ist, wurde kleingemacht.</translation>
    </message>
    <message>
        <source>{source} has {n} sound tracks, and its small file holds one of them. It stays.</source>
        <translation>{source} hat {n} Tonspuren, und die kleine Datei enthält eine davon. Das Original bleibt.</translation>
    </message>
    <message>
        <source>{source} holds no lower quality than {model}; encode the original anew.</source>
        <translation>{source} enthält keine geringere Qualität als {model}; kodieren Sie das Original neu.</translation>
    </message>
    <message>
        <source>{source} is a film: its pictures are in no small file. It stays.</source>
        <translation>{source} ist ein Film: Seine Bilder sind in keiner kleinen Datei. Er bleibt.</translation>
    </message>
    <message>
        <source>{source} is damaged, and nobody knows how much of its sound is lost: {reason}</source>
        <translation>{source} ist beschädigt, und niemand weiß, wie viel vom Ton verloren ist: {reason}</translation>
    </message>
    <message>
        <source>{source} is damaged, but all of its sound was read.</source>
        <translation>{source} ist beschädigt, aber der ganze Ton ließ sich lesen.</translation>
    </message>
    <message>
        <source>{source} is not the recording that it was made from: the SHA-256 differs.</source>
        <translation>{source} ist nicht die Aufnahme, aus der sie entstand: Der SHA-256 ist ein anderer.</translation>
    </message>
    <message>
        <source>{source} is not what {small} was made of any more; {small} stays as it is.</source>
        <translation>{source} ist nicht mehr das, woraus {small} gemacht wurde; {small} bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>{source} is the recording that it was made from (SHA-256).</source>
        <translation>{source} ist die Aufnahme, aus der sie entstand (SHA-256).</translation>
    </message>
    <message>
        <source>{source} or its small file was changed after the check. The original stays.</source>
        <translation>{source} oder seine kleine Datei wurde nach der Prüfung geändert. Das Original bleibt.</translation>
    </message>
    <message>
        <source>{source} says that it is {model}, but its layers are others.</source>
        <translation>{source} gibt sich als {model} aus, hat aber andere Schichten.</translation>
    </message>
    <message>
        <source>{source} stays: there is no trash on its disk that one may use.</source>
        <translation>{source} bleibt: Auf seinem Datenträger gibt es keinen Papierkorb, den man nutzen darf.</translation>
    </message>
    <message>
        <source>{source} stays: {reason}.</source>
        <translation>{source} bleibt: {reason}.</translation>
    </message>
    <message>
        <source>{source} was changed while it was looked at. It stays; try again when it is at rest.</source>
        <translation>{source} wurde geändert, während es angesehen wurde. Es bleibt; versuchen Sie es noch einmal, wenn es ruht.</translation>
    </message>
    <message>
        <source>{source} was changed while it was read; try again when it is at rest.</source>
        <translation>{source} wurde geändert, während es gelesen wurde; versuchen Sie es noch einmal, wenn es ruht.</translation>
    </message>
    <message>
        <source>{source} was whole already; this is a copy of it.</source>
        <translation>{source} war schon heil; dies ist eine Kopie davon.</translation>
    </message>
    <message>
        <source>{source}: source and target are the same file; choose another name or folder.</source>
        <translation>{source}: Quelle und Ziel sind dieselbe Datei; wählen Sie einen anderen Namen oder Ordner.</translation>
    </message>
    <message>
        <source>{source}: the recording is longer than what was written. Try again.</source>
        <translation>{source}: Die Aufnahme ist länger als das, was geschrieben wurde. Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>{source}: the recording is shorter than what was written. Try again.</source>
        <translation>{source}: Die Aufnahme ist kürzer als das, was geschrieben wurde. Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>{source}: what was written decodes to another length. Try again.</source>
        <translation>{source}: Was geschrieben wurde, ergibt dekodiert eine andere Länge. Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>{source}: what was written does not read back ({reason}). Try again.</source>
        <translation>{source}: Was geschrieben wurde, lässt sich nicht zurücklesen ({reason}). Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>{source}: {reason}; choose other times.</source>
        <translation>{source}: {reason}; wählen Sie andere Zeiten.</translation>
    </message>
    <message>
        <source>{start_s:.1f}–{stop_s:.1f} s</source>
        <translation>{start_s:.1f}–{stop_s:.1f} s</translation>
    </message>
    <message>
        <source>{target} is a folder; name a file as the target.</source>
        <translation>{target} ist ein Ordner; nennen Sie eine Datei als Ziel.</translation>
    </message>
    <message>
        <source>{target} is already there, but as {found}, not as {expected}; move it away, or have it overwritten.</source>
        <translation>{target} gibt es schon, aber als {found}, nicht als {expected}; legen Sie sie beiseite, oder lassen Sie sie überschreiben.</translation>
    </message>
    <message>
        <source>{target} is already there, but it is no whole recording of that format; move it away, or have it overwritten.</source>
        <translation>{target} gibt es schon, aber es ist keine ganze Aufnahme in diesem Format; legen Sie sie beiseite, oder lassen Sie sie überschreiben.</translation>
    </message>
    <message>
        <source>{target} is already there, but it is not as long as what {source_name} becomes; move it away, or have it overwritten.</source>
        <translation>{target} gibt es schon, aber nicht so lang wie das, was aus {source_name} wird; legen Sie sie beiseite, oder lassen Sie sie überschreiben.</translation>
    </message>
    <message>
        <source>{target} is already there; choose another name, or --exists overwrite.</source>
        <translation>{target} ist schon da; wählen Sie einen anderen Namen, oder --exists overwrite.</translation>
    </message>
    <message>
        <source>{target} is already there; it was left as it is.</source>
        <translation>{target} gibt es schon; es blieb, wie es ist.</translation>
    </message>
    <message>
        <source>{target} is already there; name a new folder for the kit.</source>
        <translation>{target} gibt es schon; nennen Sie einen neuen Ordner für das Archivpaket.</translation>
    </message>
    <message>
        <source>{target} was not written: {kind} holds {known}, not {sample_format}.</source>
        <translation>{target} wurde nicht geschrieben: {kind} enthält {known}, nicht {sample_format}.</translation>
    </message>
    <message>
        <source>{what} (at byte {offset:,})</source>
        <translation>{what} (bei Byte {offset:,})</translation>
    </message>
    <message>
        <source>{what} (for {name})</source>
        <translation>{what} (für {name})</translation>
    </message>
    <message>
        <source>{what}.</source>
        <translation>{what}.</translation>
    </message>
    <message>
        <source>{where} ({reason})</source>
        <translation>{where} ({reason})</translation>
    </message>
    <message>
        <source>{where} and {count} more</source>
        <translation>{where} und {count} weitere</translation>
    </message>
    <message>
        <source>“{letter}” cannot be in a file name; leave it out.</source>
        <translation>„{letter}“ kann nicht in einem Dateinamen stehen; lassen Sie es weg.</translation>
    </message>
    <message>
        <source>“{placeholder}” has to be in it, so that results of different recordings have different names.</source>
        <translation>„{placeholder}“ muss darin vorkommen, damit die Ergebnisse verschiedener Aufnahmen verschiedene Namen haben.</translation>
    </message>
    <message>
        <source>“{placeholder}” means nothing here; there are {known}.</source>
        <translation>„{placeholder}“ bedeutet hier nichts; es gibt {known}.</translation>
    </message>
    <message>
        <source>the header is damaged: its checksum is wrong</source>
        <translation>der Kopf ist beschädigt: Seine Prüfsumme stimmt nicht</translation>
    </message>
    <message>
        <source>the header is lost</source>
        <translation>der Kopf ist verloren</translation>
    </message>
    <message>
        <source>the length of the source is not that of the sound</source>
        <translation>die Länge der Quelle ist nicht die des Tons</translation>
    </message>
    <message>
        <source>the levels are not a list of 1 to 16 numbers</source>
        <translation>die Stufen sind keine Liste von 1 bis 16 Zahlen</translation>
    </message>
    <message>
        <source>the levels of these entropy tables make no sense</source>
        <translation>die Stufen dieser Entropietabellen ergeben keinen Sinn</translation>
    </message>
    <message>
        <source>the marks of the source make no sense</source>
        <translation>die Marken der Quelle ergeben keinen Sinn</translation>
    </message>
    <message>
        <source>the name of an attachment is longer than 255 bytes</source>
        <translation>der Name eines Anhangs ist länger als 255 Bytes</translation>
    </message>
    <message>
        <source>the parts stand in the wrong order</source>
        <translation>die Teile stehen in der falschen Reihenfolge</translation>
    </message>
    <message>
        <source>the record is too short for what it holds</source>
        <translation>der Abschnitt ist zu kurz für das, was er enthält</translation>
    </message>
    <message>
        <source>the shape of these entropy tables makes no sense</source>
        <translation>die Form dieser Entropietabellen ergibt keinen Sinn</translation>
    </message>
    <message>
        <source>the statistics are not finite numbers</source>
        <translation>die Statistik besteht nicht aus endlichen Zahlen</translation>
    </message>
    <message>
        <source>the tags of the source are not lists of texts</source>
        <translation>die Angaben (Tags) der Quelle sind keine Listen von Texten</translation>
    </message>
    <message>
        <source>the tokens are not those that the footer&apos;s SHA-256 names</source>
        <translation>die Token sind nicht die, die der SHA-256 im Fuß nennt</translation>
    </message>
    <message>
        <source>the tracks of the source are not texts</source>
        <translation>die Tonspuren der Quelle sind keine Texte</translation>
    </message>
    <message>
        <source>these entropy tables belong to other weights</source>
        <translation>diese Entropietabellen gehören zu anderen Gewichten</translation>
    </message>
    <message>
        <source>this file is empty</source>
        <translation>diese Datei ist leer</translation>
    </message>
    <message>
        <source>this file was made with other weights, settings or channels than the first</source>
        <translation>diese Datei wurde mit anderen Gewichten, Einstellungen oder Kanälen gemacht als die erste</translation>
    </message>
    <message>
        <source>this is not a .sqc file</source>
        <translation>dies ist keine .sqc-Datei</translation>
    </message>
    <message>
        <source>this is not a file of entropy tables</source>
        <translation>dies ist keine Datei mit Entropietabellen</translation>
    </message>
    <message>
        <source>this is not the block that the footer names</source>
        <translation>dies ist nicht der Block, den der Fuß nennt</translation>
    </message>
    <message>
        <source>this stretch was lost before the file was repaired</source>
        <translation>dieses Stück ging verloren, bevor die Datei repariert wurde</translation>
    </message>
    <message>
        <source>this unfinished file was begun with other settings or from another source</source>
        <translation>diese unfertige Datei wurde mit anderen Einstellungen oder aus einer anderen Quelle begonnen</translation>
    </message>
    <message>
        <source>what was lost of the source is no list of spans</source>
        <translation>was von der Quelle verloren ging, ist keine Liste von Stellen</translation>
    </message>
    <message>
        <source>The connection broke while {name} was fetched. What has arrived is kept: fetch it again to go on.</source>
        <translation>Die Verbindung brach ab, während {name} geholt wurde. Was angekommen ist, bleibt: Holen Sie es noch einmal, dann geht es weiter.</translation>
    </message>
    <message>
        <source>The server that has the qualities answered with error {status}, so {model} was not fetched. Try again later.</source>
        <translation>Der Server mit den Qualitäten antwortete mit Fehler {status}, {model} wurde nicht geholt. Versuchen Sie es später noch einmal.</translation>
    </message>
    <message>
        <source>The server that has the qualities could not be reached, so {model} was not fetched. Check the connection to the internet and try again.</source>
        <translation>Der Server mit den Qualitäten war nicht zu erreichen, {model} wurde nicht geholt. Prüfen Sie die Verbindung zum Internet und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The server does not have {model} any more: there is nothing at {address}.</source>
        <translation>Der Server hat {model} nicht mehr: Unter {address} ist nichts.</translation>
    </message>
    <message>
        <source>What answers at {url} is not the server that has the qualities. Check whether your network asks you to log in first.</source>
        <translation>Was unter {url} antwortet, ist nicht der Server mit den Qualitäten. Prüfen Sie, ob Ihr Netz zuerst eine Anmeldung verlangt.</translation>
    </message>
    <message>
        <source>What arrived for {name} cannot be used. {reason}</source>
        <translation>Was für {name} angekommen ist, lässt sich nicht verwenden. {reason}</translation>
    </message>
    <message>
        <source>{name} arrived damaged: it is not what was announced. It was removed; fetch it again.</source>
        <translation>{name} kam beschädigt an: Es ist nicht, was angekündigt war. Es wurde entfernt; holen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>This computer is set to stay without network (HF_HUB_OFFLINE), and {name} is not on it.</source>
        <translation>Dieser Rechner ist so eingestellt, dass er ohne Netz bleibt (HF_HUB_OFFLINE), und {name} liegt nicht auf ihm.</translation>
    </message>
    <message>
        <source>The quality {name} is not on this computer. The window “Qualities” shows how to get it.</source>
        <translation>Die Qualität {name} ist nicht auf diesem Rechner. Das Fenster „Qualitäten“ zeigt, wie man sie bekommt.</translation>
    </message>
    <message>
        <source>This file was made with a set of {name} that is not on this computer (its number begins with {sha256}). “Import…” in the window “Qualities” takes it from the computer that made the file, or from an archive kit of it.</source>
        <translation>Diese Datei wurde mit einem Satz von {name} gemacht, der nicht auf diesem Rechner ist (seine Nummer beginnt mit {sha256}). „Importieren…“ im Fenster „Qualitäten“ nimmt ihn von dem Rechner, der die Datei gemacht hat, oder aus einem Archivpaket davon.</translation>
    </message>
    <message>
        <source>The set of {name} that is needed (its number: {sha256}) is not on this computer. “Import…” in the window “Qualities” takes it from the computer that made the file, or from an archive kit of it.</source>
        <translation>Der Satz von {name}, der gebraucht wird (seine Nummer: {sha256}), ist nicht auf diesem Rechner. „Importieren…“ im Fenster „Qualitäten“ nimmt ihn von dem Rechner, der die Datei gemacht hat, oder aus einem Archivpaket davon.</translation>
    </message>
    <message>
        <source>{model} was not found in {folder} or the folders in it.</source>
        <translation>{model} wurde in {folder} und den Ordnern darin nicht gefunden.</translation>
    </message>
    <message>
        <source>No model that this program knows was found in {folder} or the folders in it.</source>
        <translation>In {folder} und den Ordnern darin wurde kein Modell gefunden, das dieses Programm kennt.</translation>
    </message>
    <message>
        <source>The model could not be written to {folder}: {reason}.</source>
        <translation>Das Modell ließ sich nicht nach {folder} schreiben: {reason}.</translation>
    </message>
    <message>
        <source>The model could not be written to {target}: {reason}.</source>
        <translation>Das Modell ließ sich nicht nach {target} schreiben: {reason}.</translation>
    </message>
    <message>
        <source>The model in {folder} is {set_name}, not {name}.</source>
        <translation>Das Modell in {folder} ist {set_name}, nicht {name}.</translation>
    </message>
    <message>
        <source>The model in {folder} could not be removed: {reason}.</source>
        <translation>Das Modell in {folder} ließ sich nicht entfernen: {reason}.</translation>
    </message>
    <message>
        <source>The model in {path} is damaged. Get it again in the window “Qualities”, or install the program again.</source>
        <translation>Das Modell in {path} ist beschädigt. Holen Sie es im Fenster „Qualitäten“ noch einmal, oder installieren Sie das Programm neu.</translation>
    </message>
    <message>
        <source>What is in {path} is no model that this program knows.</source>
        <translation>Was in {path} liegt, ist kein Modell, das dieses Programm kennt.</translation>
    </message>
    <message>
        <source>The model in {path} cannot be read: {reason}.</source>
        <translation>Das Modell in {path} lässt sich nicht lesen: {reason}.</translation>
    </message>
    <message>
        <source>The model in {path} is damaged, or of another version of this program.</source>
        <translation>Das Modell in {path} ist beschädigt oder gehört zu einer anderen Version dieses Programms.</translation>
    </message>
    <message>
        <source>What is in {source} is not {model}, or it is damaged.</source>
        <translation>Was in {source} liegt, ist nicht {model}, oder es ist beschädigt.</translation>
    </message>
    <message>
        <source>{model} came with the program; it stays.</source>
        <translation>{model} kam mit dem Programm; das bleibt.</translation>
    </message>
    <message>
        <source>The model is damaged, or of another version of this program.</source>
        <translation>Das Modell ist beschädigt oder gehört zu einer anderen Version dieses Programms.</translation>
    </message>
    <message>
        <source>the set of {model} with the number {hash}</source>
        <translation>der Satz von {model} mit der Nummer {hash}</translation>
    </message>
    <message>
        <source>this file was made with another quality, other settings or channels than the first</source>
        <translation>diese Datei wurde mit einer anderen Qualität, anderen Einstellungen oder Kanälen gemacht als die erste</translation>
    </message>
    <message>
        <source>{name} came with this program: there is nothing to get.</source>
        <translation>{name} kam mit diesem Programm: Es gibt nichts zu holen.</translation>
    </message>
    <message>
        <source>The server does not say how {name} can be checked, so nothing could prove that the right file came. It was not fetched.</source>
        <translation>Der Server sagt nicht, wie sich {name} prüfen lässt; nichts könnte also beweisen, dass die richtige Datei kam. Sie wurde nicht geholt.</translation>
    </message>
    <message>
        <source>The page was not made, because a part of {name} is not on this computer: “Import…” in the window “Qualities” takes it from the computer that made the file.</source>
        <translation>Die Seite wurde nicht gemacht, weil ein Teil von {name} nicht auf diesem Rechner ist: „Importieren…“ im Fenster „Qualitäten“ nimmt ihn von dem Rechner, der die Datei gemacht hat.</translation>
    </message>
    <message>
        <source>{engine} does not give the right sound on this computer.</source>
        <translation>{engine} ergibt auf diesem Rechner nicht den richtigen Klang.</translation>
    </message>
    <message>
        <source>{source}: what was written has another length than the recording. Try again.</source>
        <translation>{source}: Was geschrieben wurde, hat eine andere Länge als die Aufnahme. Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>It has another length than it should.</source>
        <translation>Sie hat eine andere Länge, als sie sollte.</translation>
    </message>
    <message>
        <source>The sound could not be kept for listening ({reason}); make room on the disk of your home folder and open it again.</source>
        <translation>Der Ton ließ sich nicht zum Anhören aufbewahren ({reason}); schaffen Sie Platz auf der Festplatte Ihres Benutzerordners, und öffnen Sie die Datei noch einmal.</translation>
    </message>
    <message>
        <source>{source} is not the recording that it was made from, or it was changed since.</source>
        <translation>{source} ist nicht die Aufnahme, aus der sie entstand, oder wurde seitdem geändert.</translation>
    </message>
    <message>
        <source>{source} holds no lower quality than {model}; make the original small anew.</source>
        <translation>{source} enthält keine geringere Qualität als {model}; machen Sie das Original neu klein.</translation>
    </message>
    <message>
        <source>The {channels} channels are kept.</source>
        <translation>Die {channels} Kanäle bleiben erhalten.</translation>
    </message>
    <message>
        <source>it sounds worse from {start_s:.1f} s to {stop_s:.1f} s: a piece of it is damaged</source>
        <translation>sie klingt von {start_s:.1f} s bis {stop_s:.1f} s schlechter: ein Stück davon ist beschädigt</translation>
    </message>
    <message>
        <source>it does not fit {model}, which it names</source>
        <translation>sie passt nicht zu {model}, das sie nennt</translation>
    </message>
    <message>
        <source>{length} sound worse than the rest: pieces of the file are damaged.</source>
        <translation>{length} klingen schlechter als der Rest: Stücke der Datei sind beschädigt.</translation>
    </message>
    <message>
        <source>{source} says that it is {model}, but it is not.</source>
        <translation>{source} gibt sich als {model} aus, ist es aber nicht.</translation>
    </message>
    <message>
        <source>Make an archive kit of {target} before you update this program: what plays it was not kept ({reason})</source>
        <translation>Legen Sie ein Archivpaket von {target} an, bevor Sie dieses Programm aktualisieren: Was sie abspielt, wurde nicht aufgehoben ({reason})</translation>
    </message>
    <message>
        <source>The model in {path} is damaged, or is none; get or import it again.</source>
        <translation>Das Modell in {path} ist beschädigt oder keines; holen oder importieren Sie es noch einmal.</translation>
    </message>
    <message>
        <source>{what}</source>
        <translation>{what}</translation>
    </message>
    <message>
        <source>{error} {duration_s:.1f} s from {start_s:.1f} s on are lost, silence in their place.</source>
        <translation>{error} {duration_s:.1f} s ab {start_s:.1f} s sind verloren, an ihrer Stelle ist Stille.</translation>
    </message>
    <message>
        <source>{length} sound worse than the rest: the file was damaged before it was repaired.</source>
        <translation>{length} klingen schlechter als der Rest: Die Datei war beschädigt, bevor sie repariert wurde.</translation>
    </message>
    <message>
        <source>some of it is not what was written</source>
        <translation>etwas darin ist nicht, was geschrieben wurde</translation>
    </message>
    <message>
        <source>its beginning is damaged</source>
        <translation>ihr Anfang ist beschädigt</translation>
    </message>
    <message>
        <source>its beginning is lost</source>
        <translation>ihr Anfang ist verloren</translation>
    </message>
    <message>
        <source>a piece of another file stands in it</source>
        <translation>ein Stück einer anderen Datei steht darin</translation>
    </message>
    <message>
        <source>almost all of it is missing</source>
        <translation>fast alles davon fehlt</translation>
    </message>
    <message>
        <source>its end is missing, as its making was interrupted or the end was lost</source>
        <translation>ihr Ende fehlt, weil die Herstellung unterbrochen wurde oder es verloren ging</translation>
    </message>
    <message>
        <source>something in it does not belong there</source>
        <translation>etwas darin gehört nicht dorthin</translation>
    </message>
    <message>
        <source>something in it is missing, or does not belong there</source>
        <translation>etwas darin fehlt oder gehört nicht dorthin</translation>
    </message>
    <message>
        <source>its pieces do not stand where they should</source>
        <translation>ihre Stücke stehen nicht, wo sie sollten</translation>
    </message>
    <message>
        <source>a piece of it is lost</source>
        <translation>ein Stück davon ist verloren</translation>
    </message>
    <message>
        <source>a piece of it stands twice; the first is used</source>
        <translation>ein Stück davon steht doppelt da; das erste gilt</translation>
    </message>
    <message>
        <source>{count} pieces of it are lost</source>
        <translation>{count} Stücke davon sind verloren</translation>
    </message>
    <message>
        <source>the beginning of a part is lost</source>
        <translation>der Anfang eines Teils ist verloren</translation>
    </message>
    <message>
        <source>a piece of it is damaged</source>
        <translation>ein Stück davon ist beschädigt</translation>
    </message>
    <message>
        <source>a piece of it needs something that is not on this computer</source>
        <translation>ein Stück davon braucht etwas, das nicht auf diesem Rechner ist</translation>
    </message>
    <message>
        <source>its end is missing</source>
        <translation>ihr Ende fehlt</translation>
    </message>
    <message>
        <source>damaged places could not be read</source>
        <translation>beschädigte Stellen ließen sich nicht lesen</translation>
    </message>
    <message>
        <source>{name} begins like a {kind} file, but nothing in it can be played; look for another copy.</source>
        <translation>{name} beginnt wie eine {kind}-Datei, aber nichts darin lässt sich abspielen; suchen Sie eine andere Kopie.</translation>
    </message>
    <message>
        <source>{name} is a voice message in Skype&apos;s SILK format, which cannot be read here; save it as MP3 in the program it is from.</source>
        <translation>{name} ist eine Sprachnachricht in Skypes Format SILK, das sich hier nicht lesen lässt; speichern Sie sie in dem Programm, aus dem sie stammt, als MP3.</translation>
    </message>
    <message>
        <source>{name} is damaged: none of its sound can be read; look for another copy.</source>
        <translation>{name} ist beschädigt: Nichts von seinem Ton lässt sich lesen; suchen Sie eine andere Kopie.</translation>
    </message>
    <message>
        <source>{name} is in a format that cannot be read here; convert it to WAV.</source>
        <translation>{name} hat ein Format, das sich hier nicht lesen lässt; wandeln Sie es in WAV um.</translation>
    </message>
    <message>
        <source>{name} is incomplete: its index is missing, as when a recording or a download was cut off; get it again, or repair it with a tool such as untrunc.</source>
        <translation>{name} ist unvollständig: Sein Verzeichnis fehlt, wie wenn eine Aufnahme oder ein Herunterladen abbrach; holen Sie es noch einmal, oder reparieren Sie es mit einem Werkzeug wie untrunc.</translation>
    </message>
    <message>
        <source>{name} is incomplete: its index is missing, as when a recording or a download was cut off; get it again.</source>
        <translation>{name} ist unvollständig: Sein Verzeichnis fehlt, wie wenn eine Aufnahme oder ein Herunterladen abbrach; holen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>a part of the model with the number {hash}</source>
        <translation>ein Teil des Modells mit der Nummer {hash}</translation>
    </message>
    <message>
        <source>the file or its folder is not there</source>
        <translation>die Datei oder ihr Ordner ist nicht da</translation>
    </message>
    <message>
        <source>you have no permission for it</source>
        <translation>Sie haben dafür keine Berechtigung</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>der Datenträger ist voll</translation>
    </message>
    <message>
        <source>your share of the disk is full</source>
        <translation>Ihr Anteil am Datenträger ist voll</translation>
    </message>
    <message>
        <source>the disk can only be read</source>
        <translation>der Datenträger lässt sich nur lesen</translation>
    </message>
    <message>
        <source>the disk, or the way to it, has failed</source>
        <translation>der Datenträger oder die Verbindung zu ihm hat versagt</translation>
    </message>
    <message>
        <source>its name is too long</source>
        <translation>der Name ist zu lang</translation>
    </message>
    <message>
        <source>its path leads through something that is no folder</source>
        <translation>der Pfad führt durch etwas, das kein Ordner ist</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>es ist ein Ordner</translation>
    </message>
    <message>
        <source>there is something of that name</source>
        <translation>es gibt schon etwas mit diesem Namen</translation>
    </message>
    <message>
        <source>another program uses it</source>
        <translation>ein anderes Programm benutzt es</translation>
    </message>
    <message>
        <source>it is too large for this disk</source>
        <translation>für diesen Datenträger ist sie zu groß</translation>
    </message>
    <message>
        <source>too many files are open</source>
        <translation>zu viele Dateien sind offen</translation>
    </message>
    <message>
        <source>the disk or the network did not answer</source>
        <translation>der Datenträger oder das Netz hat nicht geantwortet</translation>
    </message>
    <message>
        <source>the folder on the network is another one now</source>
        <translation>der Ordner im Netz ist jetzt ein anderer</translation>
    </message>
    <message>
        <source>the connection to the disk is broken</source>
        <translation>die Verbindung zum Datenträger ist unterbrochen</translation>
    </message>
    <message>
        <source>the disk is not there any more</source>
        <translation>der Datenträger ist nicht mehr da</translation>
    </message>
    <message>
        <source>its contents make no sense</source>
        <translation>ihr Inhalt ergibt keinen Sinn</translation>
    </message>
    <message>
        <source>What is whole of it can still be heard and restored.</source>
        <translation>Was davon heil ist, lässt sich weiterhin hören und wiederherstellen.</translation>
    </message>
    <message>
        <source>{name} is damaged ({reason}); leave it out of the kit, or make it anew.</source>
        <translation>{name} ist beschädigt ({reason}); lassen Sie es aus dem Archivpaket heraus oder machen Sie es neu.</translation>
    </message>
    <message>
        <source>OpenVINO computes on the processor alone; choose the processor with it in the settings.</source>
        <translation>OpenVINO rechnet nur auf dem Prozessor; wählen Sie dazu in den Einstellungen den Prozessor.</translation>
    </message>
    <message>
        <source>OpenVINO is not installed on this computer; choose whatever is fastest in the settings.</source>
        <translation>OpenVINO ist auf diesem Rechner nicht installiert; wählen Sie in den Einstellungen das Schnellste.</translation>
    </message>
    <message>
        <source>This computer has no such graphics processor that could be used; choose the fastest there is, or the processor, in the settings.</source>
        <translation>Dieser Rechner hat keinen solchen Grafikprozessor, der sich nutzen ließe; wählen Sie in den Einstellungen das Schnellste oder den Prozessor.</translation>
    </message>
    <message>
        <source>The fast way to compute could not be used here; the work was done in the usual way.</source>
        <translation>Die schnelle Art zu rechnen ließ sich hier nicht nutzen; die Arbeit wurde auf die übliche Art getan.</translation>
    </message>
    <message>
        <source>{target} is already there; choose another name.</source>
        <translation>{target} ist schon da; wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>“{title}”</source>
        <translation>„{title}“</translation>
    </message>
</context>
<context>
    <name>log</name>
    <message>
        <source>Something unforeseen happened ({reason}); details are in the log file.</source>
        <translation>Etwas Unvorhergesehenes ist geschehen ({reason}); Einzelheiten stehen in der Protokolldatei.</translation>
    </message>
</context>
<context>
    <name>menus</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Queue</source>
        <translation>&amp;Liste</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Open rec&amp;ent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
</context>
<context>
    <name>needs</name>
    <message>
        <source>It was made with a set of “{title}” (number {hash}…) that is not on this computer.</source>
        <translation>Sie wurde mit einem Satz von „{title}“ gemacht (Nummer {hash}…), der nicht auf diesem Rechner ist.</translation>
    </message>
    <message>
        <source>The published set may be the right one or another: when it is here, that is checked.</source>
        <translation>Der veröffentlichte Satz kann der richtige sein oder ein anderer: Wenn er da ist, wird das geprüft.</translation>
    </message>
    <message>
        <source>The “{title}” that is here is another set.</source>
        <translation>„{title}“, wie es hier ist, ist ein anderer Satz.</translation>
    </message>
    <message>
        <source>It is on the computer that made the file, or in an archive kit of it: Import… takes it.</source>
        <translation>Er ist auf dem Rechner, der die Datei gemacht hat, oder in einem Archivpaket davon: „Importieren…“ nimmt ihn.</translation>
    </message>
</context>
<context>
    <name>places</name>
    <message>
        <source>strongly different</source>
        <translation>stark anders</translation>
    </message>
    <message>
        <source>clearly different</source>
        <translation>deutlich anders</translation>
    </message>
    <message>
        <source>a little different</source>
        <translation>etwas anders</translation>
    </message>
    <message>
        <source>{time} {how}</source>
        <translation>{time} {how}</translation>
    </message>
</context>
<context>
    <name>quality</name>
    <message>
        <source>{title} (preview quality)</source>
        <translation>{title} (Vorschauqualität)</translation>
    </message>
    <message>
        <source>Tiny</source>
        <translation>Winzig</translation>
    </message>
    <message>
        <source>Words stay understandable</source>
        <translation>Worte bleiben verständlich</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Kompakt</translation>
    </message>
    <message>
        <source>Easy to understand; voices are recognised</source>
        <translation>Gut zu verstehen; Stimmen sind zu erkennen</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Klar</translation>
    </message>
    <message>
        <source>Good for listening: what most recordings want</source>
        <translation>Gut anzuhören: was die meisten Aufnahmen brauchen</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>Beste</translation>
    </message>
    <message>
        <source>Trained for a short time: the published one is much better.</source>
        <translation>Kurz trainiert: Die veröffentlichte ist viel besser.</translation>
    </message>
    <message>
        <source>{name}: {promise}</source>
        <translation>{name}: {promise}</translation>
    </message>
    <message>
        <source>{promise}. {more}</source>
        <translation>{promise}. {more}</translation>
    </message>
    <message>
        <source>Closest to the original</source>
        <translation>Dem Original am nächsten</translation>
    </message>
    <message>
        <source>Still being trained: Opus sounds better in files of this size, where it has any.</source>
        <translation>Wird noch trainiert: Opus klingt bei Dateien dieser Größe besser, sofern es so kleine kann.</translation>
    </message>
    <message>
        <source>came with the program</source>
        <translation>gehört zum Programm</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>importiert</translation>
    </message>
    <message>
        <source>fetched</source>
        <translation>geholt</translation>
    </message>
    <message>
        <source>kept from an earlier version, for the files made with it</source>
        <translation>aus einer früheren Version aufgehoben, für die damit gemachten Dateien</translation>
    </message>
    <message>
        <source>from the authors of the codec, whose packages are under the MIT licence</source>
        <translation>von den Autoren des Codecs, deren Pakete unter der MIT-Lizenz stehen</translation>
    </message>
    <message>
        <source>trained with this program; those that come with it are under the MIT licence</source>
        <translation>mit diesem Programm trainiert; die mitgelieferten stehen unter der MIT-Lizenz</translation>
    </message>
    <message>
        <source>a model without a description</source>
        <translation>ein Modell ohne Beschreibung</translation>
    </message>
    <message>
        <source>Nothing above {khz} kHz is kept.</source>
        <translation>Über {khz} kHz bleibt nichts erhalten.</translation>
    </message>
    <message>
        <source>From the newer family of models.</source>
        <translation>Aus der neueren Familie von Modellen.</translation>
    </message>
    <message>
        <source>words stay understandable</source>
        <translation>Worte bleiben verständlich</translation>
    </message>
    <message>
        <source>clear speech</source>
        <translation>klare Sprache</translation>
    </message>
    <message>
        <source>good speech</source>
        <translation>gut klingende Sprache</translation>
    </message>
    <message>
        <source>easy to understand</source>
        <translation>gut zu verstehen</translation>
    </message>
    <message>
        <source>good for listening</source>
        <translation>gut anzuhören</translation>
    </message>
    <message>
        <source>understandable, voices change a little</source>
        <translation>verständlich, Stimmen ändern sich etwas</translation>
    </message>
    <message>
        <source>closest to the original</source>
        <translation>dem Original am nächsten</translation>
    </message>
    <message>
        <source>speech and simple music</source>
        <translation>Sprache und einfache Musik</translation>
    </message>
    <message>
        <source>the most faithful</source>
        <translation>am treuesten</translation>
    </message>
    <message>
        <source>understandable speech</source>
        <translation>verständliche Sprache</translation>
    </message>
    <message>
        <source>voices recognisable</source>
        <translation>Stimmen zu erkennen</translation>
    </message>
</context>
<context>
    <name>queue</name>
    <message>
        <source>Its quality is missing</source>
        <translation>Ihre Qualität fehlt</translation>
    </message>
    <message>
        <source>Listen to this one</source>
        <translation>Bitte anhören</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>Wird vorbereitet…</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Übersprungen</translation>
    </message>
    <message>
        <source>To listen to</source>
        <translation>Zum Anhören</translation>
    </message>
    <message>
        <source>Not whole</source>
        <translation>Nicht heil</translation>
    </message>
    <message>
        <source>{n} s lost</source>
        <translation>{n} s verloren</translation>
    </message>
    <message>
        <source>Make small</source>
        <translation>Kleinmachen</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Small recording</source>
        <translation>Kleine Aufnahme</translation>
    </message>
    <message>
        <source>Track {n}</source>
        <translation>Spur {n}</translation>
    </message>
    <message>
        <source>original in the trash</source>
        <translation>Original im Papierkorb</translation>
    </message>
    <message>
        <source>This sounds like music: Opus or FLAC keeps it better.</source>
        <translation>Das klingt nach Musik: Opus oder FLAC bewahrt sie besser.</translation>
    </message>
    <message>
        <source>{name} is not there any more.</source>
        <translation>{name} ist nicht mehr da.</translation>
    </message>
    <message>
        <source>{name} was changed since: it is not what the small file was made of.</source>
        <translation>{name} wurde seither geändert: Daraus wurde die kleine Datei nicht gemacht.</translation>
    </message>
    <message>
        <source>{before} → about {after}</source>
        <translation>{before} → etwa {after}</translation>
    </message>
    <message>
        <source>left from last time</source>
        <translation>vom letzten Mal übrig</translation>
    </message>
    <message>
        <source>mono</source>
        <translation>mono</translation>
    </message>
    <message>
        <source>stereo</source>
        <translation>stereo</translation>
    </message>
    <message>
        <source>{n} channels</source>
        <translation>{n} Kanäle</translation>
    </message>
    <message>
        <source>To be made again; until then its small file stays</source>
        <translation>Wird neu gemacht; bis dahin bleibt die kleine Datei</translation>
    </message>
    <message>
        <source>Used instead: {name}</source>
        <translation>Benutzt wird: {name}</translation>
    </message>
    <message>
        <source>→ {name}, not there any more</source>
        <translation>→ {name}, nicht mehr da</translation>
    </message>
    <message>
        <source>→ {name} beside it</source>
        <translation>→ {name} daneben</translation>
    </message>
    <message>
        <source>→ {name} in {folder}</source>
        <translation>→ {name} in {folder}</translation>
    </message>
    <message>
        <source>smaller copy: {name}</source>
        <translation>kleinere Kopie: {name}</translation>
    </message>
    <message>
        <source>{n} done</source>
        <translation>{n} fertig</translation>
    </message>
    <message>
        <source>{n} of them not whole</source>
        <translation>davon {n} nicht heil</translation>
    </message>
    <message>
        <source>{n} failed</source>
        <translation>{n} gescheitert</translation>
    </message>
    <message>
        <source>{n} cancelled or skipped</source>
        <translation>{n} abgebrochen oder übersprungen</translation>
    </message>
    <message>
        <source>Sound track</source>
        <translation>Tonspur</translation>
    </message>
    <message>
        <source>All, one file each</source>
        <translation>Alle, je eine Datei</translation>
    </message>
</context>
<context>
    <name>recordings_folder</name>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
</context>
<context>
    <name>roles</name>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Small file</source>
        <translation>Kleine Datei</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>Wiederhergestellt</translation>
    </message>
</context>
<context>
    <name>saving</name>
    <message>
        <source>{name} - blind test</source>
        <translation>{name} - Blindtest</translation>
    </message>
    <message>
        <source>Save the report, or choose one to add to</source>
        <translation>Bericht speichern, oder einen wählen, an den angefügt wird</translation>
    </message>
    <message>
        <source>Reports (*.html)</source>
        <translation>Berichte (*.html)</translation>
    </message>
    <message>
        <source>Added to {name}, which has {n} tests now.</source>
        <translation>An {name} angefügt; darin stehen jetzt {n} Tests.</translation>
    </message>
    <message>
        <source>Saved: {name}, and beside it the same for checking.</source>
        <translation>Gespeichert: {name}, und daneben dasselbe zum Prüfen.</translation>
    </message>
</context>
<context>
    <name>status_line</name>
    <message>
        <source>as chosen</source>
        <translation>wie gewählt</translation>
    </message>
    <message>
        <source>no graphics card found</source>
        <translation>keine Grafikkarte gefunden</translation>
    </message>
    <message>
        <source>the fastest here</source>
        <translation>das Schnellste hier</translation>
    </message>
    <message>
        <source>The graphics card computes: {name}.</source>
        <translation>Es rechnet die Grafikkarte: {name}.</translation>
    </message>
    <message>
        <source>It was found, and is taken by itself.</source>
        <translation>Sie wurde gefunden und wird von selbst genommen.</translation>
    </message>
    <message>
        <source>The processor computes: {name}.</source>
        <translation>Es rechnet der Prozessor: {name}.</translation>
    </message>
    <message>
        <source>So it was chosen in the settings.</source>
        <translation>So wurde es in den Einstellungen gewählt.</translation>
    </message>
    <message>
        <source>No graphics card was found that this program can compute with.</source>
        <translation>Es wurde keine Grafikkarte gefunden, mit der dieses Programm rechnen kann.</translation>
    </message>
    <message>
        <source>One from NVIDIA, or a computer from Apple, would be used by itself: long recordings would be ready sooner (by how much was not measured yet), and would sound the same.</source>
        <translation>Eine von NVIDIA, oder ein Rechner von Apple, würde von selbst genutzt: Lange Aufnahmen wären früher fertig (um wie viel, wurde noch nicht gemessen) und klängen gleich.</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>Wird vorbereitet…</translation>
    </message>
    <message>
        <source>What does the work</source>
        <translation>Womit gerechnet wird</translation>
    </message>
    <message>
        <source>No sound device</source>
        <translation>Kein Tongerät</translation>
    </message>
    <message>
        <source>Nothing can be played until one is connected; all else works.</source>
        <translation>Abspielen geht erst, wenn eines angeschlossen ist; alles andere geht.</translation>
    </message>
    <message>
        <source>No network needed</source>
        <translation>Kein Netz nötig</translation>
    </message>
    <message>
        <source>All work is done on this machine; nothing is sent anywhere.</source>
        <translation>Alle Arbeit geschieht auf diesem Rechner; nichts wird irgendwohin geschickt.</translation>
    </message>
    <message>
        <source>{device} ({engine})</source>
        <translation>{device} ({engine})</translation>
    </message>
    <message>
        <source>Device not found</source>
        <translation>Gerät nicht gefunden</translation>
    </message>
</context>
<context>
    <name>stopping</name>
    <message>
        <source>Stop the test?</source>
        <translation>Test abbrechen?</translation>
    </message>
    <message>
        <source>Stop the test now? The trials that are missing will count against a result.</source>
        <translation>Den Test jetzt abbrechen? Die fehlenden Durchgänge zählen gegen ein Ergebnis.</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>&amp;Weitermachen</translation>
    </message>
</context>
<context>
    <name>totals</name>
    <message>
        <source>Paused: {over} of {total} finished</source>
        <translation>Pause: {over} von {total} erledigt</translation>
    </message>
    <message>
        <source>{over} of {total} finished</source>
        <translation>{over} von {total} erledigt</translation>
    </message>
    <message>
        <source>{n} waiting</source>
        <translation>{n} warten</translation>
    </message>
    <message>
        <source>{n} to listen to</source>
        <translation>{n} zum Anhören</translation>
    </message>
    <message>
        <source>{total} in the list, all finished</source>
        <translation>{total} in der Liste, alle erledigt</translation>
    </message>
    <message>
        <source>{total} in the list: {how}</source>
        <translation>{total} in der Liste: {how}</translation>
    </message>
    <message>
        <source> · {before} → about {after}</source>
        <translation> · {before} → etwa {after}</translation>
    </message>
    <message>
        <source> · {before} → {after}</source>
        <translation> · {before} → {after}</translation>
    </message>
    <message>
        <source> · opened and not whole: {n}</source>
        <translation> · geöffnet und nicht heil: {n}</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>{n} s left</source>
        <translation>noch {n} s</translation>
    </message>
    <message>
        <source>{n} min left</source>
        <translation>noch {n} min</translation>
    </message>
    <message>
        <source>{h} h {m} min left</source>
        <translation>noch {h} h {m} min</translation>
    </message>
    <message>
        <source>{n} × real time</source>
        <translation>{n} × Echtzeit</translation>
    </message>
    <message>
        <source>{n} kbit/s</source>
        <translation>{n} kbit/s</translation>
    </message>
</context>
</TS>
