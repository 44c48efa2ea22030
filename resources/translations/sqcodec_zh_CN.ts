<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Makes recordings small with neural codecs, keeps them safe, and lets you hear what was lost.
Free software under the MIT licence. Nothing you open leaves this machine.
The package av carries FFmpeg, parts of which are under the LGPL and the GPL.</source>
        <translation>用神经编解码器把录音变小，妥善保存，并让您听出损失了什么。
自由软件，MIT 许可证。您打开的任何内容都不会离开这台电脑。
软件包 av 含有 FFmpeg，其中部分采用 LGPL 和 GPL 许可证。</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>使用的组件</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
</context>
<context>
    <name>AlignmentCheck</name>
    <message>
        <source>Level: nothing to compare</source>
        <translation>音量：没有可比较的内容</translation>
    </message>
    <message>
        <source>Level: the same</source>
        <translation>音量：相同</translation>
    </message>
    <message>
        <source>Level: {n} dB louder than the original</source>
        <translation>音量：比原件响 {n} dB</translation>
    </message>
    <message>
        <source>Level: {n} dB softer than the original</source>
        <translation>音量：比原件轻 {n} dB</translation>
    </message>
    <message>
        <source>Time: {n} ms late</source>
        <translation>时间：晚 {n} 毫秒</translation>
    </message>
    <message>
        <source>Time: {n} ms early</source>
        <translation>时间：早 {n} 毫秒</translation>
    </message>
    <message>
        <source>Time: too different to measure</source>
        <translation>时间：差别太大，无法测量</translation>
    </message>
    <message>
        <source>Time: in step to the sample</source>
        <translation>时间：完全对齐，不差一个采样点</translation>
    </message>
</context>
<context>
    <name>BetterSound</name>
    <message>
        <source>“{title}” sounds closer to the original. Shall it be fetched once? It takes {size}.</source>
        <translation>“{title}”的声音更接近原件。要获取一次吗？大小为 {size}。</translation>
    </message>
    <message>
        <source>Nothing in the list would gain by being made again with “{title}”.</source>
        <translation>列表中没有用“{title}”重新制作后会更好的文件。</translation>
    </message>
    <message>
        <source>One small file was made with a lesser quality, and its original is here.</source>
        <translation>有一个小文件是用较低的音质制作的，其原件仍在。</translation>
    </message>
    <message>
        <source>{n} small files were made with a lesser quality, and their originals are here.</source>
        <translation>有 {n} 个小文件是用较低的音质制作的，其原件仍在。</translation>
    </message>
    <message>
        <source>Made again with “{title}”: about {new} instead of {old}. What is there now is replaced only when the new one is verified.</source>
        <translation>用“{title}”重新制作：约 {new}，现为 {old}。新文件核对无误后，才会替换现有文件。</translation>
    </message>
</context>
<context>
    <name>BlindTestDialog</name>
    <message>
        <source>Blind test</source>
        <translation>盲听测试</translation>
    </message>
</context>
<context>
    <name>ChoiceBar</name>
    <message>
        <source>&amp;Add</source>
        <translation>添加(&amp;A)</translation>
    </message>
    <message>
        <source>Add recordings, folders or small files</source>
        <translation>添加录音、文件夹或小文件</translation>
    </message>
    <message>
        <source>All qualities</source>
        <translation>所有音质</translation>
    </message>
    <message>
        <source>&amp;Beside the original</source>
        <translation>原件旁边(&amp;B)</translation>
    </message>
    <message>
        <source>In a &amp;folder…</source>
        <translation>某个文件夹(&amp;F)……</translation>
    </message>
    <message>
        <source>If the file is already there</source>
        <translation>如果文件已经存在</translation>
    </message>
    <message>
        <source>Give the new one a &amp;number</source>
        <translation>给新文件编号(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Skip it</source>
        <translation>跳过(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Replace the old one</source>
        <translation>替换旧文件(&amp;R)</translation>
    </message>
    <message>
        <source>{about}: {size} per hour</source>
        <translation>{about}：每小时 {size}</translation>
    </message>
    <message>
        <source>Not on this computer yet: click to see how to get it</source>
        <translation>本机尚无：点击查看如何获得</translation>
    </message>
    <message>
        <source>Chosen among all qualities</source>
        <translation>从所有音质中选定</translation>
    </message>
    <message>
        <source>Results are saved in {folder}</source>
        <translation>结果保存在 {folder}</translation>
    </message>
    <message>
        <source>Each result is saved in the folder of its original</source>
        <translation>每个结果都保存在其原件所在的文件夹</translation>
    </message>
    <message>
        <source>Save: {place}</source>
        <translation>保存：{place}</translation>
    </message>
    <message>
        <source>Where shall the results go?</source>
        <translation>结果放在哪里？</translation>
    </message>
    <message>
        <source>All qualities: how they sound, what they take, and how to get them</source>
        <translation>所有音质：听起来如何、占用多少、如何获得</translation>
    </message>
    <message>
        <source>Beside the original</source>
        <translation>原件旁边</translation>
    </message>
</context>
<context>
    <name>DecodedTrack</name>
    <message>
        <source>A part of {name} could not be brought back.</source>
        <translation>{name} 有一部分无法还原。</translation>
    </message>
</context>
<context>
    <name>DetailsPane</name>
    <message>
        <source>Choose a recording to see and hear it here.</source>
        <translation>选择一段录音，在这里查看和收听。</translation>
    </message>
    <message>
        <source>There is nothing to hear of this one, as it failed. {key} tries it again.</source>
        <translation>这一项失败了，没有可听的内容。按 {key} 再试一次。</translation>
    </message>
    <message>
        <source>There is nothing to hear of this one, as its files are not where they were.</source>
        <translation>没有可以听的内容，因为它的文件已不在原处。</translation>
    </message>
    <message>
        <source>There is nothing to hear of this one yet.</source>
        <translation>这一段还没有可听的内容。</translation>
    </message>
    <message>
        <source>It differs from the original more than usual: listen to this one.</source>
        <translation>它与原件的差别比平常大：请听一听这一个。</translation>
    </message>
    <message>
        <source>Its original is not in this folder: there is none to compare it with.</source>
        <translation>其原件不在此文件夹中：没有可比较的原件。</translation>
    </message>
    <message>
        <source>Press Space to hear it. F5 makes an ordinary recording of it.</source>
        <translation>按空格键收听。按 F5 可把它变回普通录音。</translation>
    </message>
    <message>
        <source>{name} is used instead of this copy.</source>
        <translation>使用的是 {name}，而不是这个副本。</translation>
    </message>
</context>
<context>
    <name>DeviceTest</name>
    <message>
        <source>Looking what there is…</source>
        <translation>正在查看有哪些设备……</translation>
    </message>
    <message>
        <source>&amp;Try it</source>
        <translation>试一试(&amp;T)</translation>
    </message>
    <message>
        <source>Makes a short sample small and checks it; nothing is kept</source>
        <translation>把一段短录音变小并检查；不会留下任何文件</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>正在试……</translation>
    </message>
    <message>
        <source>✓ It works: {speed}. An hour would take about {time}, with the check.</source>
        <translation>✓ 可用：{speed}。一小时的录音连同检查大约需要 {time}。</translation>
    </message>
</context>
<context>
    <name>DialogOpener</name>
    <message>
        <source>Can you hear it?</source>
        <translation>您听得出来吗？</translation>
    </message>
    <message>
        <source>Which quality is enough?</source>
        <translation>哪种音质就够了？</translation>
    </message>
    <message>
        <source>Select a recording that was made small: then there is something to compare.</source>
        <translation>请选择一份已变小的录音：这样才有可比较的内容。</translation>
    </message>
    <message>
        <source>Add a recording first: the qualities are compared with a passage of it.</source>
        <translation>请先添加一份录音：各种音质会用其中一段来比较。</translation>
    </message>
    <message>
        <source>There is no log file yet.</source>
        <translation>还没有日志文件。</translation>
    </message>
</context>
<context>
    <name>DifferingSecondsList</name>
    <message>
        <source>&amp;Where they differ most</source>
        <translation>差别最大的地方(&amp;W)</translation>
    </message>
    <message>
        <source>Where they differ most</source>
        <translation>差别最大的地方</translation>
    </message>
    <message>
        <source>Seconds that differ most from the original: click to hear one again and again (W: the next one).</source>
        <translation>与原件差别最大的几秒：点击可反复收听（W：下一处）。</translation>
    </message>
    <message>
        <source>The 80 bands of pitch differ by {n} dB in the mean.</source>
        <translation>80 个音高频带平均相差 {n} dB。</translation>
    </message>
    <message>
        <source>Looking… {percent} %</source>
        <translation>正在查找……{percent} %</translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>Drop recordings or folders here</source>
        <translation>把录音或文件夹拖到这里</translation>
    </message>
    <message>
        <source>They become small .sqc files beside the originals, which stay as they are. Hear the difference.</source>
        <translation>它们会变成原件旁边的小 .sqc 文件，原件保持不变。听听差别。</translation>
    </message>
    <message>
        <source>Or copy files elsewhere and paste them with {key}. A .sqc file that you drop is restored.</source>
        <translation>也可以在别处复制文件，再用 {key} 粘贴。放入的 .sqc 文件会被还原。</translation>
    </message>
    <message>
        <source>Add recordings</source>
        <translation>添加录音</translation>
    </message>
</context>
<context>
    <name>FetchStrip</name>
    <message>
        <source>Progress of the download</source>
        <translation>下载进度</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>What has arrived is kept for the next time</source>
        <translation>已下载的部分会留到下次使用</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Fetches what is still missing</source>
        <translation>获取尚缺的部分</translation>
    </message>
    <message>
        <source>No internet here?</source>
        <translation>这里没有网络？</translation>
    </message>
    <message>
        <source>How a model comes from another computer, on a stick</source>
        <translation>如何用 U 盘从另一台电脑取得模型</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>Fetching</name>
    <message>
        <source>Asking for “{title}”…</source>
        <translation>正在请求“{title}”……</translation>
    </message>
    <message>
        <source>Checking “{title}”…</source>
        <translation>正在核对“{title}”……</translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>正在查找模型……</translation>
    </message>
    <message>
        <source>Stopped; what has arrived is kept for the next time.</source>
        <translation>已停止；已下载的部分会留到下次使用。</translation>
    </message>
    <message>
        <source>Downloading “{title}”: {done} of {total}</source>
        <translation>正在下载“{title}”：{done}，共 {total}</translation>
    </message>
    <message>
        <source>{size} a second</source>
        <translation>每秒 {size}</translation>
    </message>
    <message>
        <source>checked ✓ {hash}</source>
        <translation>已核对 ✓ {hash}</translation>
    </message>
    <message>
        <source>“{title}” is here, {checked}, and in use from now on.</source>
        <translation>“{title}”已在本机，{checked}，现在起使用。</translation>
    </message>
    <message>
        <source>“{title}” is here, {checked}.</source>
        <translation>“{title}”已在本机，{checked}。</translation>
    </message>
    <message>
        <source>These are here now, all checked ✓: {titles}.</source>
        <translation>现已在本机，全部核对 ✓：{titles}。</translation>
    </message>
    <message>
        <source>“{title}” is in use from now on.</source>
        <translation>从现在起使用“{title}”。</translation>
    </message>
    <message>
        <source>“{title}” is in {folder}, checked ✓. On the other computer, choose “Import…” and this place.</source>
        <translation>“{title}”已存到 {folder}，已核对 ✓。在另一台电脑上选择“导入……”和这个位置。</translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message>
        <source>Three first steps</source>
        <translation>最初三步</translation>
    </message>
    <message>
        <source>Take the sample</source>
        <translation>使用示例录音</translation>
    </message>
    <message>
        <source>This one is small already: Space plays it. To see how one becomes small, drop a recording.</source>
        <translation>这个已经很小了：按空格键播放。想看看录音如何变小，请拖入一个录音。</translation>
    </message>
    <message>
        <source>That one did not work; its line says why. Take another one, or the sample.</source>
        <translation>这一个没有成功；它那一行写明了原因。请换一个，或使用示例录音。</translation>
    </message>
    <message>
        <source>Drop a recording</source>
        <translation>拖入一份录音</translation>
    </message>
    <message>
        <source>It becomes small</source>
        <translation>它变小了</translation>
    </message>
    <message>
        <source>Compare by ear</source>
        <translation>用耳朵比较</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Help brings these steps back</source>
        <translation>可从“帮助”重新显示这些步骤</translation>
    </message>
    <message>
        <source>Drag a file from your file manager into this window, or take a short sample.</source>
        <translation>从文件管理器把一个文件拖进这个窗口，或使用一段短示例。</translation>
    </message>
    <message>
        <source>It is being made small, and what was made is checked against the recording. The original stays.</source>
        <translation>正在把它变小，并把结果与录音核对。原件保持不变。</translation>
    </message>
    <message>
        <source>Press Play under the waveforms. While it plays, X switches between the original and the small file.</source>
        <translation>按波形下方的播放键。播放时按 X 可在原件和小文件之间切换。</translation>
    </message>
    <message>
        <source>That is all. Now drop recordings of your own; whole folders work too.</source>
        <translation>就是这样。现在拖入您自己的录音吧；整个文件夹也可以。</translation>
    </message>
</context>
<context>
    <name>FolderField</name>
    <message>
        <source>Choose…</source>
        <translation>选择……</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Which folder?</source>
        <translation>哪个文件夹？</translation>
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
        <translation>帮助</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>作用</translation>
    </message>
    <message>
        <source>Pages of the help</source>
        <translation>帮助的页面</translation>
    </message>
    <message>
        <source>&amp;How it works</source>
        <translation>怎样使用(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>按键(&amp;K)</translation>
    </message>
    <message>
        <source>In the comparison:</source>
        <translation>比较时：</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Play or pause, wherever you are; a button that Tab led to is pressed</source>
        <translation>在任何地方播放或暂停；用 Tab 选中的按钮会被按下</translation>
    </message>
    <message>
        <source>H, held</source>
        <translation>按住 H</translation>
    </message>
    <message>
        <source>Hear the other one as long as the key is down</source>
        <translation>按住时听另一个</translation>
    </message>
    <message>
        <source>Switch between the original and the other one, at the same place; in the list, too, while it plays</source>
        <translation>在原件和另一个之间切换，位置不变；播放时在列表中也可用</translation>
    </message>
    <message>
        <source>The original, the other one, the original with limited treble</source>
        <translation>原件，另一个，限制高音的原件</translation>
    </message>
    <message>
        <source>Hear the small file with less of it (Shift+Q: with more)</source>
        <translation>听小文件的较少内容（Shift+Q：较多）</translation>
    </message>
    <message>
        <source>Hear the same as Opus or MP3 of the same size, and back</source>
        <translation>听同样大小的 Opus 或 MP3，再按返回</translation>
    </message>
    <message>
        <source>Waveform, spectrogram, difference</source>
        <translation>波形，频谱图，差别</translation>
    </message>
    <message>
        <source>The next place that differs most (Shift+W: the one before)</source>
        <translation>下一个差别最大的地方（Shift+W：上一个）</translation>
    </message>
    <message>
        <source>Left, Right</source>
        <translation>左，右</translation>
    </message>
    <message>
        <source>Five seconds back or forth</source>
        <translation>后退或前进五秒</translation>
    </message>
    <message>
        <source>Page Up, Page Down</source>
        <translation>Page Up、Page Down</translation>
    </message>
    <message>
        <source>To the mark (chapter, cue point) before or after</source>
        <translation>到前一个或后一个标记（章节、提示点）</translation>
    </message>
    <message>
        <source>Home, End</source>
        <translation>Home，End</translation>
    </message>
    <message>
        <source>To the start or the end</source>
        <translation>到开头或结尾</translation>
    </message>
    <message>
        <source>Closer, farther, all of it</source>
        <translation>放大，缩小，全部</translation>
    </message>
    <message>
        <source>The loop starts or ends at the play head</source>
        <translation>循环从播放位置开始或结束</translation>
    </message>
    <message>
        <source>Ctrl+Left, Ctrl+Right</source>
        <translation>Ctrl+左，Ctrl+右</translation>
    </message>
    <message>
        <source>Move the start of the loop by 10 ms</source>
        <translation>把循环起点移动 10 毫秒</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Left, …Right</source>
        <translation>Ctrl+Shift+左，……右</translation>
    </message>
    <message>
        <source>Move the end of the loop by 10 ms</source>
        <translation>把循环终点移动 10 毫秒</translation>
    </message>
    <message>
        <source>… with Alt</source>
        <translation>……加 Alt</translation>
    </message>
    <message>
        <source>Move it by 1 ms</source>
        <translation>移动 1 毫秒</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Clear the loop</source>
        <translation>取消循环</translation>
    </message>
    <message>
        <source>In a blind test:</source>
        <translation>在盲听测试中：</translation>
    </message>
    <message>
        <source>Listen to it</source>
        <translation>收听</translation>
    </message>
    <message>
        <source>Mark the first or the second answer</source>
        <translation>选中第一个或第二个回答</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车</translation>
    </message>
    <message>
        <source>Give the marked answer</source>
        <translation>给出选中的回答</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>The passage from its start</source>
        <translation>从头播放片段</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>1. Put recordings in</source>
        <translation>1. 放入录音</translation>
    </message>
    <message>
        <source>Drop files or whole folders into the window, paste them with {key}, or record with a microphone. The originals stay as they are.</source>
        <translation>把文件或整个文件夹拖进窗口，用 {key} 粘贴，或用麦克风录音。原件保持不变。</translation>
    </message>
    <message>
        <source>2. They become small</source>
        <translation>2. 录音变小</translation>
    </message>
    <message>
        <source>Each becomes a small .sqc file beside its original, and is checked against it. How small, and how it sounds, you choose at the top.</source>
        <translation>每个录音都会在原件旁边变成一个小的 .sqc 文件，并与原件核对。多小、听起来怎样，在上方选择。</translation>
    </message>
    <message>
        <source>3. Hear what was lost</source>
        <translation>3. 听听损失了什么</translation>
    </message>
    <message>
        <source>Choose a card and press Space, which plays and pauses everywhere. X switches between the original and the small file at the same moment; W goes to where they differ most.</source>
        <translation>选一张卡片并按空格键：它在任何地方都可以播放和暂停。X 在同一时刻切换原件和小文件；W 跳到差别最大的地方。</translation>
    </message>
    <message>
        <source>4. Get recordings back</source>
        <translation>4. 取回录音</translation>
    </message>
    <message>
        <source>{key} on a small file makes an ordinary recording of it. An archive kit (File menu) holds all that is needed to open small files in twenty years, without this program.</source>
        <translation>对小文件按 {key} 会得到普通的录音。存档包（“文件”菜单）包含二十年后不用本程序也能打开小文件所需的一切。</translation>
    </message>
</context>
<context>
    <name>InfoBar</name>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
</context>
<context>
    <name>IntroPage</name>
    <message>
        <source>&lt;h2&gt;Which quality is enough?&lt;/h2&gt;</source>
        <translation>&lt;h2&gt;哪种音质就够了？&lt;/h2&gt;</translation>
    </message>
    <message>
        <source>A short passage is made small at every quality that is on this computer. You listen to all of them, and a blind test can find the smallest one that is good enough for your ears.</source>
        <translation>一小段录音会用这台电脑上的每种音质变小。您可以全部听一听，盲听测试能找出对您的耳朵来说足够好的最小一种。</translation>
    </message>
    <message>
        <source>&amp;Get other qualities…</source>
        <translation>获取其他音质(&amp;G)……</translation>
    </message>
    <message>
        <source>&amp;Recording:</source>
        <translation>录音(&amp;R)：</translation>
    </message>
    <message>
        <source>Passage:</source>
        <translation>片段：</translation>
    </message>
    <message>
        <source>Qualities that are made</source>
        <translation>正在制作的音质</translation>
    </message>
    <message>
        <source>&amp;Make them</source>
        <translation>制作(&amp;M)</translation>
    </message>
    <message>
        <source>“{title}”</source>
        <translation>“{title}”</translation>
    </message>
    <message>
        <source>There is no quality on this computer yet: get one first.</source>
        <translation>这台电脑上还没有任何音质：请先获取一种。</translation>
    </message>
    <message>
        <source>Only one quality is on this computer: {title}. You can find out whether it is enough; to find a smaller or a better one, get others first.</source>
        <translation>这台电脑上只有一种音质：{title}。您可以了解它是否足够；要找更小或更好的，请先获取其他音质。</translation>
    </message>
    <message>
        <source>{n} qualities are on this computer: {titles}.</source>
        <translation>这台电脑上有 {n} 种音质：{titles}。</translation>
    </message>
    <message>
        <source>The passage is being made small: {n} of {total} qualities…</source>
        <translation>正在把片段变小：{n} / {total} 种音质……</translation>
    </message>
</context>
<context>
    <name>KitDialog</name>
    <message>
        <source>Archive kit</source>
        <translation>存档包</translation>
    </message>
    <message>
        <source>New folder for the kit</source>
        <translation>存档包的新文件夹</translation>
    </message>
    <message>
        <source>Progress of the kit</source>
        <translation>存档包的进度</translation>
    </message>
    <message>
        <source>It is for access, not for preservation: keep the originals. Archives do not use lossy coding for masters (IASA-TC 03, section 11).</source>
        <translation>它供使用，不供长期保存：请保留原件。档案馆的母版不用有损编码（IASA-TC 03，第 11 节）。</translation>
    </message>
    <message>
        <source>Damaged, and so left out: {names}.</source>
        <translation>已损坏，因此未放入：{names}。</translation>
    </message>
    <message>
        <source>Left out, as their quality is not on this computer: {names}.</source>
        <translation>未放入，因为这台电脑上没有其音质：{names}。</translation>
    </message>
    <message>
        <source>&amp;All finished recordings: {n}</source>
        <translation>全部完成的录音(&amp;A)：{n}</translation>
    </message>
    <message>
        <source>&amp;Only “{name}”</source>
        <translation>仅“{name}”(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;New folder:</source>
        <translation>新文件夹(&amp;N)：</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <translation>选择(&amp;C)……</translation>
    </message>
    <message>
        <source>&amp;Make the kit</source>
        <translation>制作存档包(&amp;M)</translation>
    </message>
    <message>
        <source>Looking whether all of them are whole…</source>
        <translation>正在检查它们是否全部完好…</translation>
    </message>
    <message>
        <source>There is nothing that a kit can be made of.</source>
        <translation>没有可以放入存档包的内容。</translation>
    </message>
    <message>
        <source>Left out: {reason}</source>
        <translation>未放入：{reason}</translation>
    </message>
    <message>
        <source>A kit is a folder that needs nothing else: the small recordings ({n}), the models that play them, the description of the format and a plain decoder, with checksums of everything (BagIt). It opens without a network and without this program.</source>
        <translation>存档包是一个不依赖其他东西的文件夹：小录音（{n} 个）、播放它们所需的模型、格式说明和一个简单的打开程序，并附有全部内容的校验和（BagIt）。没有网络、没有本程序也能打开。</translation>
    </message>
    <message>
        <source>In which folder shall the kit lie?</source>
        <translation>存档包放在哪个文件夹里？</translation>
    </message>
    <message>
        <source>Name a whole path, such as the one that “Choose…” gives.</source>
        <translation>请给出完整路径，例如“选择……”给出的那样。</translation>
    </message>
    <message>
        <source>Copying and checking…</source>
        <translation>正在复制和检查……</translation>
    </message>
    <message>
        <source>Done and checked: {time} of sound, {size} in {folder}.</source>
        <translation>完成并已检查：{time} 的声音，{size}，在 {folder}。</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Colours: from {low} to {high}</source>
        <translation>颜色：从 {low} 到 {high}</translation>
    </message>
</context>
<context>
    <name>LevelMeter</name>
    <message>
        <source>Level</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>nothing is heard</source>
        <translation>听不到声音</translation>
    </message>
    <message>
        <source>quiet: speak up or come closer</source>
        <translation>太轻：请大声些或靠近些</translation>
    </message>
    <message>
        <source>good</source>
        <translation>合适</translation>
    </message>
    <message>
        <source>too loud: go farther away</source>
        <translation>太响：请离远些</translation>
    </message>
</context>
<context>
    <name>ListenPage</name>
    <message>
        <source>Quality</source>
        <translation>音质</translation>
    </message>
    <message>
        <source>The whole queue takes</source>
        <translation>整个列表占用</translation>
    </message>
    <message>
        <source>What one hears</source>
        <translation>听感</translation>
    </message>
    <message>
        <source>Versions of the passage</source>
        <translation>片段的各个版本</translation>
    </message>
    <message>
        <source>Original and back (X)</source>
        <translation>原件与返回（X）</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>&amp;Use this quality</source>
        <translation>使用这种音质(&amp;U)</translation>
    </message>
    <message>
        <source>For all that waits in the queue, and for what comes</source>
        <translation>用于列表中等待的全部以及之后添加的</translation>
    </message>
    <message>
        <source>that I cannot &amp;tell from the original</source>
        <translation>我无法与原件分辨的(&amp;T)</translation>
    </message>
    <message>
        <source>to which I do not &amp;prefer the original</source>
        <translation>我不会更偏爱原件的(&amp;P)</translation>
    </message>
    <message>
        <source>Find the smallest one</source>
        <translation>找出最小的一种：</translation>
    </message>
    <message>
        <source>&amp;Begin the blind test</source>
        <translation>开始盲听测试(&amp;B)</translation>
    </message>
    <message>
        <source>&lt;h2&gt;Listen: {start} – {stop}&lt;/h2&gt;</source>
        <translation>&lt;h2&gt;收听：{start} – {stop}&lt;/h2&gt;</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原件</translation>
    </message>
    <message>
        <source>Everything.</source>
        <translation>全部。</translation>
    </message>
    <message>
        <source>This is the only quality on this computer. The test tells whether it is enough.</source>
        <translation>这是这台电脑上唯一的音质。测试会说明它是否足够。</translation>
    </message>
    <message>
        <source>The test takes at most {n} short trials, and mostly far fewer.</source>
        <translation>测试最多需要 {n} 轮，通常少得多。</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Another window is open: the list of this one is not kept.</source>
        <translation>另一个窗口已打开：这个窗口的列表不会保存。</translation>
    </message>
    <message>
        <source>The list could not be saved: {reason}</source>
        <translation>列表无法保存：{reason}</translation>
    </message>
</context>
<context>
    <name>MakingDialog</name>
    <message>
        <source>&amp;Show it</source>
        <translation>显示(&amp;S)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Cancelled; nothing was left.</source>
        <translation>已取消；没有留下任何东西。</translation>
    </message>
</context>
<context>
    <name>ModelsTable</name>
    <message>
        <source>Quality</source>
        <translation>音质</translation>
    </message>
    <message>
        <source>One hour takes</source>
        <translation>一小时占用</translation>
    </message>
    <message>
        <source>What one hears</source>
        <translation>听感</translation>
    </message>
    <message>
        <source>Where it is</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>All models</source>
        <translation>所有模型</translation>
    </message>
    <message>
        <source>&amp;Use this one</source>
        <translation>使用这个(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Save this model to a stick…</source>
        <translation>把这个模型存到 U 盘(&amp;S)……</translation>
    </message>
    <message>
        <source>For a computer without internet: there, “Import…” takes it from the stick</source>
        <translation>用于没有网络的电脑：在那里用“导入……”从 U 盘取得</translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <translation>删除(&amp;R)……</translation>
    </message>
    <message>
        <source>Frees its place on the disk; what came with the program stays</source>
        <translation>释放它占用的磁盘空间；随程序附带的会保留</translation>
    </message>
    <message>
        <source>Not here yet</source>
        <translation>本机尚无</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>正在使用</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>本机已有</translation>
    </message>
    <message>
        <source>&amp;Get it ({size})</source>
        <translation>获取（{size}）(&amp;G)</translation>
    </message>
    <message>
        <source>Where shall the model be saved?</source>
        <translation>模型保存到哪里？</translation>
    </message>
    <message>
        <source>Removed; {size} are free again.</source>
        <translation>已删除；又空出 {size}。</translation>
    </message>
    <message>
        <source>Remove “{title}” from this computer?</source>
        <translation>要从这台电脑删除“{title}”吗？</translation>
    </message>
    <message>
        <source>Files that were made with it can be neither heard nor restored until it is here again.</source>
        <translation>用它制成的文件在重新取得它之前，既不能收听，也不能还原。</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>删除(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Keep it</source>
        <translation>保留(&amp;K)</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>NameField</name>
    <message>
        <source>Interviews</source>
        <translation>访谈</translation>
    </message>
    <message>
        <source>Grandmother.wav</source>
        <translation>祖母.wav</translation>
    </message>
    <message>
        <source>Names of results</source>
        <translation>结果的名称</translation>
    </message>
    <message>
        <source>{name}: as the original · {folder}: its folder · {date}: day of its last change · {quality}</source>
        <translation>{name}：与原件相同 · {folder}：所在文件夹 · {date}：最后修改日期 · {quality}</translation>
    </message>
</context>
<context>
    <name>NeedsRow</name>
    <message>
        <source>Import…</source>
        <translation>导入……</translation>
    </message>
    <message>
        <source>Takes models from any folder, memory stick or archive kit</source>
        <translation>从任何文件夹、U 盘或存档包取得模型</translation>
    </message>
    <message>
        <source>Get it ({size})</source>
        <translation>获取（{size}）</translation>
    </message>
</context>
<context>
    <name>NoInternetDialog</name>
    <message>
        <source>No internet here?</source>
        <translation>这里没有网络？</translation>
    </message>
    <message>
        <source>1.  On a computer with internet, open this program, then Qualities, and get “{title}” there.</source>
        <translation>1.  在有网络的电脑上打开本程序，进入“音质”，在那里获取“{title}”。</translation>
    </message>
    <message>
        <source>2.  In the same window there, under “All models”, choose “Save this model to a stick…”, and a memory stick.</source>
        <translation>2.  在同一窗口的“所有模型”下选择“把这个模型存到 U 盘……”，并选一个 U 盘。</translation>
    </message>
    <message>
        <source>3.  Bring the stick here, choose “Import…” below, and the stick. Done.</source>
        <translation>3.  把 U 盘带到这里，在下面选择“导入……”和 U 盘。完成。</translation>
    </message>
    <message>
        <source>An archive kit, or the files as their authors publish them, will do as well: any folder is searched.</source>
        <translation>存档包，或作者发布的原始文件也可以：任何文件夹都会搜索。</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>导入(&amp;I)……</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>OriginalsDialog</name>
    <message>
        <source>Originals to the trash</source>
        <translation>把原件移到回收站</translation>
    </message>
    <message>
        <source>Originals</source>
        <translation>原件</translation>
    </message>
    <message>
        <source>Progress of the check</source>
        <translation>检查进度</translation>
    </message>
    <message>
        <source>&amp;Also those whose small file was made with a preview quality</source>
        <translation>也包括小文件以预览音质制作的(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Keep the originals</source>
        <translation>保留原件(&amp;K)</translation>
    </message>
    <message>
        <source>Checking each small file first: that it is whole, that it is another file than the original, and that it was made from just this original…</source>
        <translation>先检查每个小文件：它是否完整，是否与原件不同，是否正是由这份原件制成……</translation>
    </message>
    <message>
        <source>{name}: the small file was made with a preview quality; keep the original</source>
        <translation>{name}：小文件以预览音质制作；请保留原件</translation>
    </message>
    <message>
        <source>No original can go: the list says why.</source>
        <translation>没有可以移走的原件：列表中写明了原因。</translation>
    </message>
    <message>
        <source>Originals that can go: {n} ({size}). Of each, this was proven: its small file is whole, plays, and was made from just this original, with the quality that stands beside it.</source>
        <translation>可以移走的原件：{n} 个（{size}）。对每个都已证明：其小文件完好、可以播放，且正是由该原件以旁边所列的音质制成。</translation>
    </message>
    <message>
        <source>It is not the same sound: what the quality leaves out, only the trash can give back.</source>
        <translation>声音并不相同：该音质略去的内容，只能从回收站找回。</translation>
    </message>
    <message>
        <source>&amp;Move {n} to the trash</source>
        <translation>将 {n} 个移到回收站(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>{name}: not moved</source>
        <translation>{name}：未移动</translation>
    </message>
    <message>
        <source>{name} lies in the trash</source>
        <translation>{name} 已在回收站中</translation>
    </message>
    <message>
        <source>Moved to the trash: {n}.</source>
        <translation>已移到回收站：{n} 个。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>PageDialog</name>
    <message>
        <source>Share</source>
        <translation>分享</translation>
    </message>
    <message>
        <source>Recordings to listen to</source>
        <translation>可收听的录音</translation>
    </message>
    <message>
        <source>File of the page</source>
        <translation>网页文件</translation>
    </message>
    <message>
        <source>How large it gets is being found out…</source>
        <translation>正在计算大小……</translation>
    </message>
    <message>
        <source>&amp;File:</source>
        <translation>文件(&amp;F)：</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <translation>选择(&amp;C)……</translation>
    </message>
    <message>
        <source>&amp;Make the page</source>
        <translation>制作网页(&amp;M)</translation>
    </message>
    <message>
        <source>Progress of the page</source>
        <translation>网页进度</translation>
    </message>
    <message>
        <source>One file that any browser plays, without a network and without this program: {name} with all that it needs. Send it, or keep it on a stick.</source>
        <translation>一个任何浏览器都能播放的文件，无需网络，也无需本程序：{name} 以及收听所需的一切。可以发送给别人，也可以存放在 U 盘里。</translation>
    </message>
    <message>
        <source>One file that any browser plays, without a network and without this program: {n} of your small recordings ({names}{more}) with all that they need. Send it, or keep it on a stick.</source>
        <translation>任何浏览器都能播放的单个文件，无需网络，也无需本程序：您的 {n} 个小录音（{names}{more}）以及收听所需的一切。可以发送，也可以存到 U 盘。</translation>
    </message>
    <message>
        <source>The page will take {size}, for {time} of sound.</source>
        <translation>网页将占 {size}，含 {time} 的声音。</translation>
    </message>
    <message>
        <source>What they need is in it once, however many they are.</source>
        <translation>收听所需的部分只包含一次，与录音数量无关。</translation>
    </message>
    <message>
        <source>It can name these, but not play them, as their models are too large for a page: {names}.</source>
        <translation>以下录音只能列出而不能播放，因为它们的模型对网页来说太大：{names}。</translation>
    </message>
    <message>
        <source>Where shall the page lie?</source>
        <translation>网页放在哪里？</translation>
    </message>
    <message>
        <source>Pages (*.html)</source>
        <translation>网页 (*.html)</translation>
    </message>
    <message>
        <source>Name a whole path, such as the one that “Choose…” gives.</source>
        <translation>请给出完整路径，例如“选择……”给出的那样。</translation>
    </message>
    <message>
        <source>The page is being made…</source>
        <translation>正在制作网页……</translation>
    </message>
    <message>
        <source>Done: {time} of sound, {size} in {file}. Any browser opens it.</source>
        <translation>完成：{time} 的声音，{size}，位于 {file}。任何浏览器都能打开。</translation>
    </message>
</context>
<context>
    <name>PassageChoice</name>
    <message>
        <source>One that the &amp;program proposes: {n} s in which most is said</source>
        <translation>程序建议的一段(&amp;P)：话语最多的 {n} 秒</translation>
    </message>
    <message>
        <source>The &amp;loop of the comparison (there is none: drag one with Shift there)</source>
        <translation>比较中的循环(&amp;L)（还没有：请在那里按住 Shift 拖出一段）</translation>
    </message>
    <message>
        <source>The &amp;loop of the comparison: {start} – {stop}</source>
        <translation>比较中的循环(&amp;L)：{start} – {stop}</translation>
    </message>
</context>
<context>
    <name>PeerButton</name>
    <message>
        <source>Compare with Opus</source>
        <translation>与 Opus 对比</translation>
    </message>
    <message>
        <source>Hear the same recording as Opus or MP3 would keep it at this size (O: there and back)</source>
        <translation>听同一录音在此大小下用 Opus 或 MP3 保存的效果（O：来回切换）</translation>
    </message>
    <message>
        <source>{name} of the same size</source>
        <translation>同样大小的 {name}</translation>
    </message>
</context>
<context>
    <name>QualitiesDialog</name>
    <message>
        <source>Qualities</source>
        <translation>音质</translation>
    </message>
    <message>
        <source>&amp;All models</source>
        <translation>所有模型(&amp;A)</translation>
    </message>
    <message>
        <source>Hear the &amp;original</source>
        <translation>听原件(&amp;O)</translation>
    </message>
    <message>
        <source>The same passage as it was recorded, to compare with</source>
        <translation>同一段录音的原样，用于比较</translation>
    </message>
    <message>
        <source>Takes models from any folder, memory stick or archive kit</source>
        <translation>从任何文件夹、U 盘或存档包取得模型</translation>
    </message>
    <message>
        <source>No internet here?</source>
        <translation>这里没有网络？</translation>
    </message>
    <message>
        <source>How a model comes from another computer, on a stick</source>
        <translation>如何用 U 盘从另一台电脑取得模型</translation>
    </message>
    <message>
        <source>St&amp;op</source>
        <translation>停止(&amp;O)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>导入(&amp;I)……</translation>
    </message>
</context>
<context>
    <name>QualityCard</name>
    <message>
        <source>★ Recommended</source>
        <translation>★ 推荐</translation>
    </message>
    <message>
        <source>Get it ({size})</source>
        <translation>获取（{size}）</translation>
    </message>
    <message>
        <source>Fetches it once from the network; the queue goes on meanwhile</source>
        <translation>从网络获取一次；列表的处理同时继续</translation>
    </message>
    <message>
        <source>not here yet</source>
        <translation>本机尚无</translation>
    </message>
    <message>
        <source>preview: still being trained</source>
        <translation>预览：仍在训练</translation>
    </message>
    <message>
        <source>{size} an hour</source>
        <translation>每小时 {size}</translation>
    </message>
    <message>
        <source>your list: about {size}</source>
        <translation>您的列表：约 {size}</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>正在使用</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>请稍候……</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Hear it</source>
        <translation>试听</translation>
    </message>
    <message>
        <source>Hear how {title} sounds</source>
        <translation>试听{title}</translation>
    </message>
    <message>
        <source>A short passage of speech, made small and brought back on this computer just now</source>
        <translation>一小段语音，刚刚在这台电脑上变小并还原</translation>
    </message>
</context>
<context>
    <name>QualityChooser</name>
    <message>
        <source>Which quality is enough?</source>
        <translation>哪种音质就够了？</translation>
    </message>
</context>
<context>
    <name>QualitySlider</name>
    <message>
        <source>Quality of the small file</source>
        <translation>小文件的音质</translation>
    </message>
    <message>
        <source>{quality}: {size}, {rate}</source>
        <translation>{quality}：{size}，{rate}</translation>
    </message>
    <message>
        <source>How much of the small file is heard: less of it is a smaller file (Q; Shift+Q: more)</source>
        <translation>听小文件的多少内容：越少，文件越小（Q；Shift+Q：更多）</translation>
    </message>
</context>
<context>
    <name>QueueImport</name>
    <message>
        <source>There is no file or folder in what you pasted or dropped.</source>
        <translation>您粘贴或拖入的内容中没有文件或文件夹。</translation>
    </message>
    <message>
        <source>No sample came with this copy of the program.</source>
        <translation>这份程序没有附带示例录音。</translation>
    </message>
    <message>
        <source>No recordings were found there.</source>
        <translation>那里没有找到录音。</translation>
    </message>
    <message>
        <source>Already in the queue.</source>
        <translation>已经在列表中。</translation>
    </message>
    <message>
        <source>{n} added</source>
        <translation>已添加 {n} 个</translation>
    </message>
    <message>
        <source>1 other file left alone</source>
        <translation>1 个其他文件未处理</translation>
    </message>
    <message>
        <source>{n} other files left alone</source>
        <translation>{n} 个其他文件未处理</translation>
    </message>
    <message>
        <source>Looking for recordings… {n} found</source>
        <translation>正在查找录音……已找到 {n} 个</translation>
    </message>
</context>
<context>
    <name>QueueNotices</name>
    <message>
        <source>{n} left from last time: go on?</source>
        <translation>上次剩下 {n} 个：要继续吗？</translation>
    </message>
    <message>
        <source>The saved list could not be read: it was put aside as {path}, and the list is empty.</source>
        <translation>保存的列表无法读取：已另存为 {path}，列表现在是空的。</translation>
    </message>
    <message>
        <source>The settings could not be read: they were put aside as {path}, and are as at first.</source>
        <translation>设置无法读取：已另存为 {path}，现在使用初始设置。</translation>
    </message>
    <message>
        <source>Just now: {how}</source>
        <translation>刚才：{how}</translation>
    </message>
    <message>
        <source>The queue is finished</source>
        <translation>列表已处理完</translation>
    </message>
    <message>
        <source>The small files are made. Shall the originals go to the trash?</source>
        <translation>小文件已制成。要把原件移到回收站吗？</translation>
    </message>
</context>
<context>
    <name>QueueView</name>
    <message>
        <source>Queue of recordings</source>
        <translation>录音列表</translation>
    </message>
</context>
<context>
    <name>RecentFiles</name>
    <message>
        <source>&amp;Forget these</source>
        <translation>忘掉这些(&amp;F)</translation>
    </message>
    <message>
        <source>Nothing was opened yet</source>
        <translation>还没有打开过任何文件</translation>
    </message>
</context>
<context>
    <name>RecordDialog</name>
    <message>
        <source>Record</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>None found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation>重新查找(&amp;L)</translation>
    </message>
    <message>
        <source>After a microphone was plugged in</source>
        <translation>插上麦克风之后</translation>
    </message>
    <message>
        <source>Mono: one voice, half the size</source>
        <translation>单声道：一个人声，大小减半</translation>
    </message>
    <message>
        <source>Stereo</source>
        <translation>立体声</translation>
    </message>
    <message>
        <source>Time recorded</source>
        <translation>已录时间</translation>
    </message>
    <message>
        <source>&amp;Microphone:</source>
        <translation>麦克风(&amp;M)：</translation>
    </message>
    <message>
        <source>&amp;Channels:</source>
        <translation>声道(&amp;C)：</translation>
    </message>
    <message>
        <source>&amp;Kept in:</source>
        <translation>保存在(&amp;K)：</translation>
    </message>
    <message>
        <source>No microphone was found: connect one, then press “Look again”. All else works without it.</source>
        <translation>没有找到麦克风：请接上一个，然后按“重新查找”。没有它，其他功能照常。</translation>
    </message>
    <message>
        <source>What was recorded until then is kept.</source>
        <translation>到那时为止录下的内容已保存。</translation>
    </message>
    <message>
        <source>The microphone went away: connect it, then press “Look again”.</source>
        <translation>麦克风断开了：请接上它，然后按“重新查找”。</translation>
    </message>
    <message>
        <source>Where shall recordings be kept?</source>
        <translation>录音保存在哪里？</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>正在录音</translation>
    </message>
    <message>
        <source>Recording into “{name}”.</source>
        <translation>正在录到“{name}”。</translation>
    </message>
    <message>
        <source>■  &amp;Stop and keep</source>
        <translation>■  停止并保存(&amp;S)</translation>
    </message>
    <message>
        <source>●  &amp;Record</source>
        <translation>●  录音(&amp;R)</translation>
    </message>
    <message>
        <source>{n} gaps so far: this computer is too busy.</source>
        <translation>到目前为止有 {n} 处中断：这台电脑太忙。</translation>
    </message>
    <message>
        <source>Kept as “{name}”, {time}; it is in the queue.</source>
        <translation>已保存为“{name}”，{time}；已在列表中。</translation>
    </message>
    <message>
        <source>Still recording: “Stop and keep” ends it.</source>
        <translation>仍在录音：“停止并保存”可结束录音。</translation>
    </message>
</context>
<context>
    <name>ResultPage</name>
    <message>
        <source>Trial</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>It was</source>
        <translation>实际是</translation>
    </message>
    <message>
        <source>Your answer</source>
        <translation>您的回答</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>All trials</source>
        <translation>所有轮次</translation>
    </message>
    <message>
        <source>&amp;Save the report…</source>
        <translation>保存报告(&amp;S)……</translation>
    </message>
    <message>
        <source>A page to read and a file to check. Choose an earlier report to add this test to it.</source>
        <translation>一个可阅读的页面和一个可核对的文件。选择以前的报告，可把这次测试加进去。</translation>
    </message>
    <message>
        <source>&amp;Another test</source>
        <translation>再测一次(&amp;A)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>You stopped before the first answer: there is nothing to save.</source>
        <translation>您在第一次回答之前就停止了：没有可保存的内容。</translation>
    </message>
    <message>
        <source>You stopped after {n} of {most} trials; the missing ones count against.</source>
        <translation>您在 {most} 轮中的第 {n} 轮后停止；缺少的轮次会对结果不利。</translation>
    </message>
    <message>
        <source>Played on {device}.</source>
        <translation>播放设备：{device}。</translation>
    </message>
    <message>
        <source>Both were equally loud.</source>
        <translation>两者一样响。</translation>
    </message>
    <message>
        <source>{name} was made {n} dB louder, so that both were equally loud.</source>
        <translation>{name}调高了 {n} dB，使两者一样响。</translation>
    </message>
    <message>
        <source>{name} was made {n} dB softer, so that both were equally loud.</source>
        <translation>{name}调低了 {n} dB，使两者一样响。</translation>
    </message>
    <message>
        <source>{name} was</source>
        <translation>{name}是</translation>
    </message>
    <message>
        <source>There were {n} gaps in the sound.</source>
        <translation>声音中有 {n} 处中断。</translation>
    </message>
    <message>
        <source>X was</source>
        <translation>X 是</translation>
    </message>
    <message>
        <source>✓ right</source>
        <translation>✓ 正确</translation>
    </message>
    <message>
        <source>✗ wrong</source>
        <translation>✗ 错误</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} 秒</translation>
    </message>
</context>
<context>
    <name>RowActions</name>
    <message>
        <source>There is no result yet: start the queue, or press F5 to make one.</source>
        <translation>还没有结果：请开始处理列表，或按 F5 制作一个。</translation>
    </message>
    <message>
        <source>{name} is not there any more.</source>
        <translation>{name} 已不存在。</translation>
    </message>
</context>
<context>
    <name>RowButtons</name>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>还原</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Hear it ({key})</source>
        <translation>收听（{key}）</translation>
    </message>
    <message>
        <source>Show the file in its folder ({key})</source>
        <translation>在文件夹中显示该文件（{key}）</translation>
    </message>
    <message>
        <source>Make an ordinary recording of it ({key})</source>
        <translation>还原为普通录音（{key}）</translation>
    </message>
    <message>
        <source>Try again ({key})</source>
        <translation>再试一次（{key}）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel this one; the original stays as it is</source>
        <translation>取消这一项；原件保持不变</translation>
    </message>
</context>
<context>
    <name>SelfCheck</name>
    <message>
        <source>Sounds wrong here</source>
        <translation>本机播放有误</translation>
    </message>
    <message>
        <source>This computer does not bring back {names} as it should: what you hear or restore may not be what was recorded. Choose another device in the settings, or install the program again.</source>
        <translation>这台电脑不能正确还原 {names}：您听到或还原的内容可能不是所录的内容。请在设置中选择其他设备，或重新安装程序。</translation>
    </message>
    <message>
        <source>Sound not tested</source>
        <translation>声音未检查</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Pages of the settings</source>
        <translation>设置页面</translation>
    </message>
    <message>
        <source>Making &amp;small</source>
        <translation>变小(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Quality:</source>
        <translation>音质(&amp;Q)：</translation>
    </message>
    <message>
        <source>S&amp;tereo and more:</source>
        <translation>立体声及多声道(&amp;T)：</translation>
    </message>
    <message>
        <source>keep all channels</source>
        <translation>保留所有声道</translation>
    </message>
    <message>
        <source>mix down to one channel: smaller</source>
        <translation>混合成一个声道：更小</translation>
    </message>
    <message>
        <source>&amp;Begin as soon as something is added</source>
        <translation>一添加就开始(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Files</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>beside the original</source>
        <translation>原件旁边</translation>
    </message>
    <message>
        <source>Check &amp;each file after making it</source>
        <translation>制成后检查每个文件(&amp;E)</translation>
    </message>
    <message>
        <source>Brings the new file back and compares it with the recording; takes about as long again.</source>
        <translation>还原新文件并与录音比较；大约再用同样长的时间。</translation>
    </message>
    <message>
        <source>Results &amp;go:</source>
        <translation>结果放在(&amp;G)：</translation>
    </message>
    <message>
        <source>Their &amp;names:</source>
        <translation>名称(&amp;N)：</translation>
    </message>
    <message>
        <source>If a f&amp;ile is already there:</source>
        <translation>如果文件已经存在(&amp;I)：</translation>
    </message>
    <message>
        <source>give the new one a number</source>
        <translation>给新文件编号</translation>
    </message>
    <message>
        <source>skip it</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>replace the old one</source>
        <translation>替换旧文件</translation>
    </message>
    <message>
        <source>N&amp;ew recordings:</source>
        <translation>新的录音(&amp;E)：</translation>
    </message>
    <message>
        <source>&amp;Ask whether originals shall go to the trash when a queue is finished</source>
        <translation>列表处理完后，询问是否把原件移到回收站(&amp;A)</translation>
    </message>
    <message>
        <source>Each small file is checked first, and nothing is moved without your yes to the list.</source>
        <translation>先检查每个小文件；没有您对列表的同意，什么都不会移动。</translation>
    </message>
    <message>
        <source>&amp;Restoring</source>
        <translation>还原(&amp;R)</translation>
    </message>
    <message>
        <source>Restored recordings &amp;become:</source>
        <translation>还原的录音格式(&amp;B)：</translation>
    </message>
    <message>
        <source>Their sa&amp;mple rate:</source>
        <translation>采样率(&amp;M)：</translation>
    </message>
    <message>
        <source>as the original</source>
        <translation>与原件相同</translation>
    </message>
    <message>
        <source>only what is needed</source>
        <translation>只取所需</translation>
    </message>
    <message>
        <source>This &amp;computer</source>
        <translation>这台电脑(&amp;C)</translation>
    </message>
    <message>
        <source>Wor&amp;k is done by:</source>
        <translation>由谁来运算(&amp;K)：</translation>
    </message>
    <message>
        <source>By &amp;means of:</source>
        <translation>运算方式(&amp;M)：</translation>
    </message>
    <message>
        <source>the fastest there is</source>
        <translation>最快的设备</translation>
    </message>
    <message>
        <source>the processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>the NVIDIA or AMD graphics processor</source>
        <translation>NVIDIA 或 AMD 显卡</translation>
    </message>
    <message>
        <source>the Apple graphics processor</source>
        <translation>Apple 图形处理器</translation>
    </message>
    <message>
        <source>whatever is fastest there</source>
        <translation>最快的方式</translation>
    </message>
    <message>
        <source>S&amp;ound and notices</source>
        <translation>声音和通知(&amp;O)</translation>
    </message>
    <message>
        <source>A so&amp;und when the queue is finished</source>
        <translation>列表处理完时发出声音(&amp;U)</translation>
    </message>
    <message>
        <source>A &amp;notice when the queue is finished</source>
        <translation>列表处理完时显示通知(&amp;N)</translation>
    </message>
    <message>
        <source>Only while you look at another window</source>
        <translation>仅当您在看其他窗口时</translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation>窗口(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Appearance:</source>
        <translation>外观(&amp;A)：</translation>
    </message>
    <message>
        <source>as the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>语言(&amp;L)：</translation>
    </message>
    <message>
        <source>Another language is spoken from the next start on.</source>
        <translation>更换语言后，下次启动时生效。</translation>
    </message>
</context>
<context>
    <name>SetupPage</name>
    <message>
        <source>&lt;h2&gt;Do you hear a difference?&lt;/h2&gt;</source>
        <translation>&lt;h2&gt;您听得出差别吗？&lt;/h2&gt;</translation>
    </message>
    <message>
        <source>for the report; may stay empty</source>
        <translation>用于报告；可以留空</translation>
    </message>
    <message>
        <source>Your &amp;name:</source>
        <translation>您的姓名(&amp;N)：</translation>
    </message>
    <message>
        <source>&amp;Whether I hear it: X is one of the two, and I say which</source>
        <translation>我是否听得出(&amp;W)：X 是两者之一，由我来说是哪一个</translation>
    </message>
    <message>
        <source>Find out:</source>
        <translation>想知道：</translation>
    </message>
    <message>
        <source>Passage:</source>
        <translation>片段：</translation>
    </message>
    <message>
        <source>{name}: a short passage is played in two versions, and you do not see which is which. So you can trust your ears, and not your expectations.</source>
        <translation>{name}：一小段录音以两种版本播放，您看不到哪个是哪个。这样您可以相信自己的耳朵，而不是期望。</translation>
    </message>
    <message>
        <source>{first} and {second}</source>
        <translation>{first}和{second}</translation>
    </message>
    <message>
        <source>{first} and {codec} of the same size</source>
        <translation>{first}和同样大小的 {codec}</translation>
    </message>
    <message>
        <source>Opus at its best setting for speech; what its file needs beside the sound counts, too</source>
        <translation>Opus 使用语音最佳设置；文件中声音以外的部分也计算在内</translation>
    </message>
    <message>
        <source>&amp;Compare:</source>
        <translation>比较(&amp;C)：</translation>
    </message>
    <message>
        <source>Which of the two I like &amp;better</source>
        <translation>两者中我更喜欢哪一个(&amp;B)</translation>
    </message>
    <message>
        <source>Number of &amp;trials:</source>
        <translation>轮数(&amp;T)：</translation>
    </message>
    <message>
        <source>Take from the &amp;original, too, what lies above {n} kHz</source>
        <translation>原件也去掉 {n} kHz 以上的部分(&amp;O)</translation>
    </message>
    <message>
        <source>The small file has no such treble. With this, you judge the rest, and not the missing treble.</source>
        <translation>小文件没有这些高音。这样您评判的是其余部分，而不是缺少的高音。</translation>
    </message>
    <message>
        <source>Fairness:</source>
        <translation>公平：</translation>
    </message>
    <message>
        <source>The passage is being prepared…</source>
        <translation>正在准备片段……</translation>
    </message>
    <message>
        <source>The number is fixed before the first trial. Stopping early is allowed, and the report says so.</source>
        <translation>轮数在第一轮之前就已确定。可以提前停止，报告会写明。</translation>
    </message>
    <message>
        <source>The passage is being prepared</source>
        <translation>正在准备片段</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>开始(&amp;S)</translation>
    </message>
</context>
<context>
    <name>ShrinkDialog</name>
    <message>
        <source>Make smaller</source>
        <translation>变得更小</translation>
    </message>
    <message>
        <source>{name} holds smaller qualities: what they do not need is left away in a copy. Neither the original nor another conversion is needed, and the file itself stays as it is.</source>
        <translation>{name} 包含更小的音质：副本中会去掉它们不需要的部分。既不需要原件，也不需要重新转换，文件本身保持不变。</translation>
    </message>
    <message>
        <source>Its qualities are being looked at…</source>
        <translation>正在查看其音质……</translation>
    </message>
    <message>
        <source>&amp;Make the copy</source>
        <translation>制作副本(&amp;M)</translation>
    </message>
    <message>
        <source>Progress of the copy</source>
        <translation>副本进度</translation>
    </message>
    <message>
        <source>It holds no smaller quality: make the original small anew, in a smaller one.</source>
        <translation>它不包含更小的音质：请用更小的音质重新把原件变小。</translation>
    </message>
    <message>
        <source>Now: {quality}, {size}, {rate}</source>
        <translation>现在：{quality}，{size}，{rate}</translation>
    </message>
    <message>
        <source>{quality}: {size}, {rate}</source>
        <translation>{quality}：{size}，{rate}</translation>
    </message>
    <message>
        <source>Copying and checking…</source>
        <translation>正在复制和检查……</translation>
    </message>
    <message>
        <source>Done and checked: {name}, {size}, {time} of sound.</source>
        <translation>完成并已检查：{name}，{size}，{time} 的声音。</translation>
    </message>
</context>
<context>
    <name>TakingOut</name>
    <message>
        <source>{n} taken out of the list; the files stay where they are.</source>
        <translation>已从列表中移除 {n} 项；文件仍在原处。</translation>
    </message>
</context>
<context>
    <name>Transport</name>
    <message>
        <source>From the start</source>
        <translation>从头开始</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Play or pause ({key})</source>
        <translation>播放或暂停（{key}）</translation>
    </message>
    <message>
        <source>Where the play head is, and how long it takes in all</source>
        <translation>播放位置和总时长</translation>
    </message>
    <message>
        <source>Hear what came of it (2)</source>
        <translation>收听得到的结果（2）</translation>
    </message>
    <message>
        <source>Switch</source>
        <translation>切换</translation>
    </message>
    <message>
        <source>Hear the other one at the same moment (X); hold it to hear it only meanwhile (H)</source>
        <translation>在同一时刻听另一个（X）；按住则只在按住时听（H）</translation>
    </message>
    <message>
        <source>Play a passage again and again (Shift and drag draws it; Esc ends)</source>
        <translation>反复播放一段（按住 Shift 拖动来选取；Esc 结束）</translation>
    </message>
    <message>
        <source>A list of the places that differ most (W: the next one)</source>
        <translation>差别最大之处的列表（W：下一处）</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>循环</translation>
    </message>
    <message>
        <source>Where they differ</source>
        <translation>差别在哪里</translation>
    </message>
    <message>
        <source>As loud as recorded</source>
        <translation>与录音同样响</translation>
    </message>
    <message>
        <source>Look &amp;closer	+</source>
        <translation>放大(&amp;C)	+</translation>
    </message>
    <message>
        <source>Show &amp;more	−</source>
        <translation>缩小(&amp;M)	−</translation>
    </message>
    <message>
        <source>Show &amp;everything	0</source>
        <translation>显示全部(&amp;E)	0</translation>
    </message>
    <message>
        <source>&amp;Where to play</source>
        <translation>播放设备(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Search for loudspeakers and headphones again</source>
        <translation>重新查找扬声器和耳机(&amp;S)</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>{start} – {stop} ({length} s)</source>
        <translation>{start} – {stop}（{length} 秒）</translation>
    </message>
    <message>
        <source>Hear the original (1)</source>
        <translation>听原件（1）</translation>
    </message>
    <message>
        <source>Go to the start ({key})</source>
        <translation>回到开头（{key}）</translation>
    </message>
    <message>
        <source>Output, zoom, and the original with limited treble</source>
        <translation>输出设备、缩放和限制高音的原件</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>How loud: the same for both</source>
        <translation>音量：两者相同</translation>
    </message>
    <message>
        <source>Hear the &amp;original with limited treble	3</source>
        <translation>听限制高音的原件(&amp;O)	3</translation>
    </message>
    <message>
        <source>With no higher pitches than the small file can hold: so you judge the rest, and not the missing treble</source>
        <translation>不含小文件无法容纳的高音：这样您评判的是其余部分，而不是缺少的高音</translation>
    </message>
    <message>
        <source>No sound output</source>
        <translation>没有声音输出</translation>
    </message>
</context>
<context>
    <name>TrialPage</name>
    <message>
        <source>Trials done</source>
        <translation>已完成的轮次</translation>
    </message>
    <message>
        <source>Place in the passage</source>
        <translation>片段中的位置</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>From the start</source>
        <translation>从头开始</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>Volume: the same for all, so that it tells nothing</source>
        <translation>音量：对所有声音相同，因此不会泄露什么</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>右</translation>
    </message>
    <message>
        <source>&amp;Answer (Enter)</source>
        <translation>回答(&amp;A)（回车）</translation>
    </message>
    <message>
        <source>&amp;Stop the test…</source>
        <translation>停止测试(&amp;S)……</translation>
    </message>
    <message>
        <source>Trial {n} of {most}</source>
        <translation>第 {n} 轮，共 {most} 轮</translation>
    </message>
    <message>
        <source>Trial {n} of at most {most}</source>
        <translation>第 {n} 轮，最多 {most} 轮</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>X is 1, {name}</source>
        <translation>X 是 1，{name}</translation>
    </message>
    <message>
        <source>X is 2, {name}</source>
        <translation>X 是 2，{name}</translation>
    </message>
    <message>
        <source>one of the two</source>
        <translation>两者之一</translation>
    </message>
    <message>
        <source>Listen to {key}</source>
        <translation>听 {key}</translation>
    </message>
    <message>
        <source>Listen to 1, 2 and X as often as you like. Which of the two is X?</source>
        <translation>1、2 和 X 想听多少次都可以。X 是哪一个？</translation>
    </message>
    <message>
        <source>Listen to 1 and 2 as often as you like. Which do you like better?</source>
        <translation>1 和 2 想听多少次都可以。您更喜欢哪一个？</translation>
    </message>
    <message>
        <source>I like 1 better</source>
        <translation>我更喜欢 1</translation>
    </message>
    <message>
        <source>I like 2 better</source>
        <translation>我更喜欢 2</translation>
    </message>
    <message>
        <source>Fingerprint of the order, which is fixed already: {hash}</source>
        <translation>已经确定的顺序的指纹：{hash}</translation>
    </message>
    <message>
        <source>Whoever notes it now can later be sure that the order was not made up afterwards.</source>
        <translation>现在记下它，以后就能确信顺序不是事后编造的。</translation>
    </message>
    <message>
        <source>Nothing is heard now, so nothing can be answered.</source>
        <translation>现在没有声音，因此无法回答。</translation>
    </message>
    <message>
        <source>Listen to X first: press X.</source>
        <translation>请先听 X：按 X 键。</translation>
    </message>
    <message>
        <source>Listen to both first: 1 and 2.</source>
        <translation>请先听两者：1 和 2。</translation>
    </message>
    <message>
        <source>Choose with Left or Right. If you cannot tell, guess: that is an answer too.</source>
        <translation>用左右键选择。如果听不出来，就猜：那也是一种回答。</translation>
    </message>
    <message>
        <source>Enter gives the answer. You will hear how you did at the end.</source>
        <translation>按回车键回答。最后会告诉您结果。</translation>
    </message>
</context>
<context>
    <name>VerdictPage</name>
    <message>
        <source>&amp;Save the report…</source>
        <translation>保存报告(&amp;S)……</translation>
    </message>
    <message>
        <source>&amp;Get other qualities…</source>
        <translation>获取其他音质(&amp;G)……</translation>
    </message>
    <message>
        <source>&amp;Listen again</source>
        <translation>再听一次(&amp;L)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>This holds for these ears, this passage and this equipment. Another passage may tell more.</source>
        <translation>这适用于这双耳朵、这一段和这套设备。另一段可能说明更多。</translation>
    </message>
    <message>
        <source>&amp;Use “{title}” for the queue: {before} → {after}</source>
        <translation>对列表使用“{title}”(&amp;U)：{before} → {after}</translation>
    </message>
    <message>
        <source>None of them is quite enough for you.</source>
        <translation>没有一种对您来说完全够好。</translation>
    </message>
    <message>
        <source>Nothing is known yet.</source>
        <translation>目前还不清楚。</translation>
    </message>
    <message>
        <source>“{title}” is enough for you.</source>
        <translation>“{title}”对您来说就够了。</translation>
    </message>
    <message>
        <source>“{title}” is enough for you, and a smaller one may be.</source>
        <translation>“{title}”对您来说就够了，更小的也许也够。</translation>
    </message>
    <message>
        <source>You could not tell it from the original.</source>
        <translation>您无法把它与原件分辨开。</translation>
    </message>
    <message>
        <source>You did not prefer the original to it.</source>
        <translation>与它相比，您并不更喜欢原件。</translation>
    </message>
    <message>
        <source>You heard the difference in: {titles}.</source>
        <translation>您听出了差别：{titles}。</translation>
    </message>
    <message>
        <source>You preferred the original to: {titles}.</source>
        <translation>您更喜欢原件，而不是：{titles}。</translation>
    </message>
    <message>
        <source>“{title}”</source>
        <translation>“{title}”</translation>
    </message>
    <message>
        <source>The largest one comes nearest. There may be better ones to get.</source>
        <translation>最大的一种最接近。也许可以获取更好的。</translation>
    </message>
    <message>
        <source>You stopped before the end.</source>
        <translation>您在结束之前停止了。</translation>
    </message>
</context>
<context>
    <name>Views</name>
    <message>
        <source>Loudness over time (V: the next view)</source>
        <translation>随时间变化的响度（V：下一种视图）</translation>
    </message>
    <message>
        <source>Wave</source>
        <translation>波形</translation>
    </message>
    <message>
        <source>Spectrum</source>
        <translation>频谱</translation>
    </message>
    <message>
        <source>Which pitches sound when, low ones below (V)</source>
        <translation>何时有哪些音高，低音在下方（V）</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差别</translation>
    </message>
    <message>
        <source>Above the original, below what became of it (V)</source>
        <translation>上方是原件，下方是得到的结果（V）</translation>
    </message>
    <message>
        <source>{name} against the original</source>
        <translation>{name}与原件相比</translation>
    </message>
    <message>
        <source>Original, treble limited</source>
        <translation>限制高音的原件</translation>
    </message>
    <message>
        <source>softer by {n} dB</source>
        <translation>轻 {n} dB</translation>
    </message>
    <message>
        <source>softer</source>
        <translation>更轻</translation>
    </message>
    <message>
        <source>louder</source>
        <translation>更响</translation>
    </message>
    <message>
        <source>♪ {name}, heard now</source>
        <translation>♪ {name}，正在播放</translation>
    </message>
    <message>
        <source>Waveform: {name}</source>
        <translation>波形：{name}</translation>
    </message>
    <message>
        <source>{n} dB</source>
        <translation>{n} dB</translation>
    </message>
    <message>
        <source>{n} dB louder</source>
        <translation>响 {n} dB</translation>
    </message>
</context>
<context>
    <name>WorkBar</name>
    <message>
        <source>Progress of the whole queue</source>
        <translation>整个列表的进度</translation>
    </message>
    <message>
        <source>{percent} % of the queue are finished</source>
        <translation>列表已完成 {percent} %</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>&amp;Add files…</source>
        <translation>添加文件(&amp;A)……</translation>
    </message>
    <message>
        <source>Choose recordings to make small, or .sqc files to restore</source>
        <translation>选择要变小的录音，或要还原的 .sqc 文件</translation>
    </message>
    <message>
        <source>Add &amp;folder…</source>
        <translation>添加文件夹(&amp;F)……</translation>
    </message>
    <message>
        <source>Choose a folder; all recordings in it are added</source>
        <translation>选择一个文件夹；其中所有录音都会添加</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>Add files or folders that you copied elsewhere</source>
        <translation>添加您在别处复制的文件或文件夹</translation>
    </message>
    <message>
        <source>&amp;Restore .sqc files…</source>
        <translation>还原 .sqc 文件(&amp;R)……</translation>
    </message>
    <message>
        <source>Turn .sqc files back into recordings</source>
        <translation>把 .sqc 文件变回录音</translation>
    </message>
    <message>
        <source>&amp;Try it with a sample</source>
        <translation>用示例试一试(&amp;T)</translation>
    </message>
    <message>
        <source>Makes a short recording small that came with the program</source>
        <translation>把随程序附带的一段短录音变小</translation>
    </message>
    <message>
        <source>Re&amp;cord…</source>
        <translation>录音(&amp;C)……</translation>
    </message>
    <message>
        <source>Record from a microphone; the recording is kept and put into the queue</source>
        <translation>用麦克风录音；录音会保存并加入列表</translation>
    </message>
    <message>
        <source>Archi&amp;ve kit…</source>
        <translation>存档包(&amp;V)……</translation>
    </message>
    <message>
        <source>A folder with all that is needed to open the small recordings in twenty years</source>
        <translation>一个文件夹，含有二十年后打开小录音所需的一切</translation>
    </message>
    <message>
        <source>S&amp;hare…</source>
        <translation>分享(&amp;H)……</translation>
    </message>
    <message>
        <source>One page with the selected recordings, which any browser plays</source>
        <translation>包含所选录音的网页，任何浏览器都能播放</translation>
    </message>
    <message>
        <source>Ma&amp;ke smaller…</source>
        <translation>变得更小(&amp;K)……</translation>
    </message>
    <message>
        <source>A smaller copy of the small file: it holds lower qualities</source>
        <translation>小文件的更小副本：它包含较低的音质</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>设置(&amp;S)……</translation>
    </message>
    <message>
        <source>Names, folders, device, notices, appearance, language</source>
        <translation>名称、文件夹、设备、通知、外观、语言</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>Begin, stop where it is, or go on; nothing is lost in a pause</source>
        <translation>开始、停在原处或继续；暂停不会丢失任何东西</translation>
    </message>
    <message>
        <source>Co&amp;ntinue</source>
        <translation>接着做(&amp;N)</translation>
    </message>
    <message>
        <source>Go on with what was left from last time</source>
        <translation>继续上次剩下的部分</translation>
    </message>
    <message>
        <source>&amp;Cancel selected</source>
        <translation>取消所选(&amp;C)</translation>
    </message>
    <message>
        <source>Nothing is left behind; the original stays as it is</source>
        <translation>不会留下任何东西；原件保持不变</translation>
    </message>
    <message>
        <source>Cancel &amp;all</source>
        <translation>全部取消(&amp;A)</translation>
    </message>
    <message>
        <source>Stop the job at work and all that wait</source>
        <translation>停止正在进行的和所有等待的</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再试一次(&amp;T)</translation>
    </message>
    <message>
        <source>Do the selected ones anew, with the choices of now</source>
        <translation>按现在的选择重新处理所选项目</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>上移(&amp;U)</translation>
    </message>
    <message>
        <source>Sooner in the queue</source>
        <translation>在列表中提前</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>下移(&amp;D)</translation>
    </message>
    <message>
        <source>Later in the queue</source>
        <translation>在列表中推后</translation>
    </message>
    <message>
        <source>Re&amp;move from the list</source>
        <translation>从列表中移除(&amp;M)</translation>
    </message>
    <message>
        <source>The files themselves stay where they are</source>
        <translation>文件本身留在原处</translation>
    </message>
    <message>
        <source>C&amp;lear finished</source>
        <translation>清除已完成(&amp;L)</translation>
    </message>
    <message>
        <source>Take what is done out of the list; what failed stays, and no file goes</source>
        <translation>将已完成的移出列表；失败的保留，文件都不会消失</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Put back into the list what was just taken out of it</source>
        <translation>把刚才移出的放回列表</translation>
    </message>
    <message>
        <source>Move originals to the tras&amp;h…</source>
        <translation>把原件移到回收站(&amp;H)……</translation>
    </message>
    <message>
        <source>Only after a check of each file, and only when you say yes to the list</source>
        <translation>只有在检查每个文件之后，并且您同意列表时才进行</translation>
    </message>
    <message>
        <source>&amp;Keep the originals</source>
        <translation>保留原件(&amp;K)</translation>
    </message>
    <message>
        <source>Everything stays where it is</source>
        <translation>一切留在原处</translation>
    </message>
    <message>
        <source>&amp;All right</source>
        <translation>知道了(&amp;A)</translation>
    </message>
    <message>
        <source>The notice goes away</source>
        <translation>关闭此提示</translation>
    </message>
    <message>
        <source>Make &amp;better again…</source>
        <translation>重新制作得更好(&amp;B)……</translation>
    </message>
    <message>
        <source>Looks for small files that would sound better, made again with the quality of now</source>
        <translation>查找用当前音质重新制作后会更好听的小文件</translation>
    </message>
    <message>
        <source>&amp;Make these again</source>
        <translation>重新制作这些(&amp;M)</translation>
    </message>
    <message>
        <source>Each one is replaced only when the new one is verified</source>
        <translation>新文件核对无误后才替换每一个</translation>
    </message>
    <message>
        <source>&amp;Leave them</source>
        <translation>保持不变(&amp;L)</translation>
    </message>
    <message>
        <source>The queue&apos;s menu offers it later, too</source>
        <translation>以后也可从“列表”菜单进行</translation>
    </message>
    <message>
        <source>&amp;Get it</source>
        <translation>获取(&amp;G)</translation>
    </message>
    <message>
        <source>The queue goes on meanwhile</source>
        <translation>列表的处理同时继续</translation>
    </message>
    <message>
        <source>&amp;Not now</source>
        <translation>现在不要(&amp;N)</translation>
    </message>
    <message>
        <source>It is not asked again; Qualities has it at any time</source>
        <translation>不会再问；“音质”窗口里随时都有</translation>
    </message>
    <message>
        <source>&amp;Show the result in its folder</source>
        <translation>在文件夹中显示结果(&amp;S)</translation>
    </message>
    <message>
        <source>Opens the file manager</source>
        <translation>打开文件管理器</translation>
    </message>
    <message>
        <source>Show the &amp;original in its folder</source>
        <translation>在文件夹中显示原件(&amp;O)</translation>
    </message>
    <message>
        <source>S&amp;elect all</source>
        <translation>全选(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Qualities…</source>
        <translation>音质(&amp;Q)……</translation>
    </message>
    <message>
        <source>How they sound, what they take, and how to get more</source>
        <translation>听起来怎样、占多少空间、如何获取更多</translation>
    </message>
    <message>
        <source>&amp;Comparison</source>
        <translation>比较(&amp;C)</translation>
    </message>
    <message>
        <source>The original and the result of the selected item</source>
        <translation>所选项目的原件和结果</translation>
    </message>
    <message>
        <source>&amp;Blind test…</source>
        <translation>盲听测试(&amp;B)……</translation>
    </message>
    <message>
        <source>Find out whether you hear a difference, without knowing which is which</source>
        <translation>在不知道哪个是哪个的情况下，看看您是否听得出差别</translation>
    </message>
    <message>
        <source>Which quality is &amp;enough?…</source>
        <translation>哪种音质就够了(&amp;E)？……</translation>
    </message>
    <message>
        <source>Hear a passage at every quality, and find the smallest one that is good enough</source>
        <translation>用每种音质听同一段，找出足够好的最小一种</translation>
    </message>
    <message>
        <source>&amp;Three first steps</source>
        <translation>最初三步(&amp;T)</translation>
    </message>
    <message>
        <source>Drop, make small, compare: with a recording that came with the program</source>
        <translation>拖入、变小、比较：用随程序附带的录音</translation>
    </message>
    <message>
        <source>&amp;How it works</source>
        <translation>怎样使用(&amp;H)</translation>
    </message>
    <message>
        <source>One page with pictures, and all keys at a glance</source>
        <translation>一页图示，以及全部按键一览</translation>
    </message>
    <message>
        <source>Show the &amp;log file</source>
        <translation>显示日志文件(&amp;L)</translation>
    </message>
    <message>
        <source>Useful when something went wrong</source>
        <translation>出问题时有用</translation>
    </message>
    <message>
        <source>&amp;About</source>
        <translation>关于(&amp;A)</translation>
    </message>
    <message>
        <source>Versions and licences</source>
        <translation>版本和许可证</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>继续(&amp;R)</translation>
    </message>
    <message>
        <source>Sta&amp;rt</source>
        <translation>开始(&amp;R)</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>Restore &amp;it</source>
        <translation>还原它(&amp;I)</translation>
    </message>
</context>
<context>
    <name>blind_test</name>
    <message>
        <source>You heard it.</source>
        <translation>您听出来了。</translation>
    </message>
    <message>
        <source>You were guessing.</source>
        <translation>您是在猜。</translation>
    </message>
    <message>
        <source>You could not tell them apart.</source>
        <translation>您无法分辨两者。</translation>
    </message>
    <message>
        <source>Not enough trials to tell.</source>
        <translation>轮次太少，无法判断。</translation>
    </message>
    <message>
        <source>You like both equally well.</source>
        <translation>两者您同样喜欢。</translation>
    </message>
    <message>
        <source>{hits} of {answered} right.</source>
        <translation>{answered} 次中答对 {hits} 次。</translation>
    </message>
    <message>
        <source>Somebody who guesses does as well in {n} of 100 tests.</source>
        <translation>纯靠猜的人，100 次测试中有 {n} 次能做到这样。</translation>
    </message>
    <message>
        <source>Somebody who guesses does as well in 1 of {n} tests.</source>
        <translation>纯靠猜的人，{n} 次测试中有 1 次能做到这样。</translation>
    </message>
    <message>
        <source>the original</source>
        <translation>原件</translation>
    </message>
    <message>
        <source>the small file</source>
        <translation>小文件</translation>
    </message>
    <message>
        <source>You prefer {name}.</source>
        <translation>您更喜欢{name}。</translation>
    </message>
    <message>
        <source>You chose {first} {hits} times, and {second} {others} times.</source>
        <translation>您选择{first} {hits} 次，{second} {others} 次。</translation>
    </message>
    <message>
        <source>With these ears, this passage and this equipment, the small file is as good.</source>
        <translation>对这双耳朵、这一段和这套设备来说，小文件同样好。</translation>
    </message>
    <message>
        <source>The small file does not sound like the original to you, in this passage.</source>
        <translation>在这一段中，小文件在您听来与原件不同。</translation>
    </message>
    <message>
        <source>It may have been luck or not. A test with more trials can tell; begin a new one.</source>
        <translation>可能是运气，也可能不是。轮次更多的测试可以说明；请重新开始一次。</translation>
    </message>
    <message>
        <source>A larger quality may be worth its size to you.</source>
        <translation>更大的音质对您来说可能值得占用空间。</translation>
    </message>
    <message>
        <source>It differs, but not for the worse to your ears.</source>
        <translation>有差别，但在您听来并不更差。</translation>
    </message>
    <message>
        <source>Whether or not you hear a difference, it does not bother you.</source>
        <translation>无论您是否听得出差别，它都不影响您。</translation>
    </message>
    <message>
        <source>With these ears, this passage and this equipment, both are equally good.</source>
        <translation>对这双耳朵、这段录音和这套设备来说，两者一样好。</translation>
    </message>
    <message>
        <source>At these sizes, {name} sounds better to you in this passage.</source>
        <translation>在这样的大小下，这一段里{name}在您听来更好。</translation>
    </message>
    <message>
        <source>They do not sound the same to you, in this passage.</source>
        <translation>在这一段里，您听出两者不同。</translation>
    </message>
    <message>
        <source>So few trials cannot tell anything: take 5 or more.</source>
        <translation>轮次这么少说明不了什么：请用 5 轮或更多。</translation>
    </message>
    <message>
        <source>“You heard it” takes {needed} right answers of {trials}.</source>
        <translation>“您听出来了”需要 {trials} 次中答对 {needed} 次。</translation>
    </message>
</context>
<context>
    <name>choose_files</name>
    <message>
        <source>Recordings ({patterns});;All files (*)</source>
        <translation>录音 ({patterns});;所有文件 (*)</translation>
    </message>
    <message>
        <source>Which recordings?</source>
        <translation>哪些录音？</translation>
    </message>
    <message>
        <source>Small recordings ({patterns})</source>
        <translation>小录音 ({patterns})</translation>
    </message>
    <message>
        <source>Which files shall be restored?</source>
        <translation>要还原哪些文件？</translation>
    </message>
    <message>
        <source>Which folder?</source>
        <translation>哪个文件夹？</translation>
    </message>
    <message>
        <source>Which folder or stick holds the model?</source>
        <translation>模型在哪个文件夹或 U 盘里？</translation>
    </message>
</context>
<context>
    <name>closing</name>
    <message>
        <source>The window closes when the queue is finished.</source>
        <translation>列表处理完后窗口会关闭。</translation>
    </message>
    <message>
        <source>Still at work</source>
        <translation>仍在工作</translation>
    </message>
    <message>
        <source>The queue is not finished.</source>
        <translation>列表还没有处理完。</translation>
    </message>
    <message>
        <source>If you stop now, nothing is lost; the rest waits until you open the window again.</source>
        <translation>如果现在停止，什么都不会丢失；其余的会等到您再次打开窗口。</translation>
    </message>
    <message>
        <source>&amp;Finish, then close</source>
        <translation>完成后关闭(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Stop and close</source>
        <translation>停止并关闭(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Keep running</source>
        <translation>继续运行(&amp;K)</translation>
    </message>
</context>
<context>
    <name>compare</name>
    <message>
        <source>There is no such recording.</source>
        <translation>没有这样的录音。</translation>
    </message>
    <message>
        <source>{name} is being read.</source>
        <translation>正在读取 {name}。</translation>
    </message>
    <message>
        <source>Silence so far.</source>
        <translation>到目前为止是静音。</translation>
    </message>
    <message>
        <source>Loudest at {time} ({level} dB).</source>
        <translation>最响处在 {time}（{level} dB）。</translation>
    </message>
    <message>
        <source>Marks: {names}</source>
        <translation>标记：{names}</translation>
    </message>
    <message>
        <source>{time} are not ready yet.</source>
        <translation>还有 {time} 没有准备好。</translation>
    </message>
    <message>
        <source>{n} kHz</source>
        <translation>{n} kHz</translation>
    </message>
    <message>
        <source>its smallest file: {size}</source>
        <translation>最小的文件：{size}</translation>
    </message>
    <message>
        <source>best setting for speech: 60 ms frames, VBR</source>
        <translation>语音最佳设置：60 毫秒帧，VBR</translation>
    </message>
    <message>
        <source>by LAME</source>
        <translation>由 LAME 制作</translation>
    </message>
    <message>
        <source>mono</source>
        <translation>单声道</translation>
    </message>
    <message>
        <source>stereo</source>
        <translation>立体声</translation>
    </message>
    <message>
        <source>{n} channels</source>
        <translation>{n} 个声道</translation>
    </message>
    <message>
        <source>Getting the sound ready… {percent} % – it goes on as soon as it is there</source>
        <translation>正在准备声音……{percent} % – 准备好后会继续</translation>
    </message>
    <message>
        <source>Getting the sound ready… {percent} %</source>
        <translation>正在准备声音……{percent} %</translation>
    </message>
    <message>
        <source>{quality} is being made ready; it is heard as soon as it is there</source>
        <translation>正在准备“{quality}”，完成后即可听到</translation>
    </message>
    <message>
        <source>Pauses, as the sound was not ready yet: {count}</source>
        <translation>暂停（因为声音还没有准备好）：{count}</translation>
    </message>
    <message>
        <source>{name} of the same size is being made… {percent} %</source>
        <translation>正在制作同样大小的 {name}…… {percent} %</translation>
    </message>
    <message>
        <source>{name} has no file as small as {small}: this is its smallest, {size}</source>
        <translation>{name} 无法小到 {small}：这是它最小的文件，{size}</translation>
    </message>
    <message>
        <source>Gaps while playing, as this computer was too busy: {count}</source>
        <translation>播放时的中断（因为这台电脑太忙）：{count}</translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source>A newer version of the program can read it.</source>
        <translation>较新版本的程序可以读取它。</translation>
    </message>
    <message>
        <source>Apple graphics processor</source>
        <translation>Apple 图形处理器</translation>
    </message>
    <message>
        <source>It decodes to another length than it should.</source>
        <translation>它解码后的长度与应有的不同。</translation>
    </message>
    <message>
        <source>It decodes with the weights on this machine, to the exact length.</source>
        <translation>用这台电脑上的权重可以解码，长度准确。</translation>
    </message>
    <message>
        <source>No sample came with this copy of the program; add a recording of your own instead.</source>
        <translation>这份程序没有附带示例录音；请添加您自己的录音。</translation>
    </message>
    <message>
        <source>No sound output was found: connect loudspeakers or headphones, then look again.</source>
        <translation>没有找到声音输出：请接上扬声器或耳机，然后重新查找。</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Something is being recorded: no sound now.</source>
        <translation>正在录音：现在不发出声音。</translation>
    </message>
    <message>
        <source>The cover is larger than FLAC allows (16 MB) and was left out.</source>
        <translation>封面超过 FLAC 允许的大小（16 MB），已省略。</translation>
    </message>
    <message>
        <source>The engine “openvino” computes on the processor; choose the device “cpu” with it.</source>
        <translation>“openvino”在处理器上运算；请同时选择设备“cpu”。</translation>
    </message>
    <message>
        <source>The engine “openvino” is not installed on this machine; choose “auto” or “torch”.</source>
        <translation>这台电脑上没有安装“openvino”；请选择“auto”或“torch”。</translation>
    </message>
    <message>
        <source>The file does not say which recording it was made from.</source>
        <translation>文件没有说明它由哪份录音制成。</translation>
    </message>
    <message>
        <source>The sound is not touched by this.</source>
        <translation>声音不受影响。</translation>
    </message>
    <message>
        <source>The sound output went away; connect it again or choose another one, then look again for devices.</source>
        <translation>声音输出断开了；请重新接上或选择另一个，然后重新查找设备。</translation>
    </message>
    <message>
        <source>The cover was left out: it is larger than there is room for (32 MB).</source>
        <translation>封面已略去：它超过了可容纳的大小（32 MB）。</translation>
    </message>
    <message>
        <source>The file does not say how long it is; it was read to its end.</source>
        <translation>文件没有说明其长度；已读到末尾。</translation>
    </message>
    <message>
        <source>The file is larger than its header can say; all of it was read.</source>
        <translation>文件大于其文件头所能表示的大小；已全部读取。</translation>
    </message>
    <message>
        <source>There is no quality on this computer; fetch one first.</source>
        <translation>这台电脑上没有任何音质；请先获取一种。</translation>
    </message>
    <message>
        <source>This file was made with weights of {name} that are not on this machine (their SHA-256 begins with {sha256}). Import them from where it was made, or from an archive kit: “sqcodec models import FOLDER”. Published ones (“sqcodec models fetch {name}”) are the right ones if their SHA-256 is that.</source>
        <translation>此文件是用不在这台电脑上的 {name} 权重制作的（其 SHA-256 以 {sha256} 开头）。请从制作它的地方或存档包导入：“sqcodec models import 文件夹”。已发布的（“sqcodec models fetch {name}”）若 SHA-256 相同才是正确的。</translation>
    </message>
    <message>
        <source>Try again when nothing writes to it.</source>
        <translation>等没有程序写入它时再试。</translation>
    </message>
    <message>
        <source>a block does not hold the layers that its file has</source>
        <translation>一个数据块不含其文件应有的各层</translation>
    </message>
    <message>
        <source>a block is stored in a way that this program does not know</source>
        <translation>一个块的存储方式是本程序不认识的</translation>
    </message>
    <message>
        <source>a block is too short</source>
        <translation>一个块太短</translation>
    </message>
    <message>
        <source>a block stands where another one should</source>
        <translation>一个块占了另一个块的位置</translation>
    </message>
    <message>
        <source>a checksum in the footer has the wrong length</source>
        <translation>文件尾中的一个校验和长度不对</translation>
    </message>
    <message>
        <source>a level is not a whole number from 2 to 255</source>
        <translation>一个级数不是 2 到 255 的整数</translation>
    </message>
    <message>
        <source>a lost span of the source does not say what it should</source>
        <translation>来源的一处丢失没有说明应说明的内容</translation>
    </message>
    <message>
        <source>a lost span of the source has no time</source>
        <translation>来源的一处丢失没有时间</translation>
    </message>
    <message>
        <source>a number is cut or too large</source>
        <translation>一个数字被截断或过大</translation>
    </message>
    <message>
        <source>a part does not begin where it should</source>
        <translation>一个部分没有在应有的位置开始</translation>
    </message>
    <message>
        <source>a part record claims more than it may hold</source>
        <translation>某部分的记录声称的内容超过允许</translation>
    </message>
    <message>
        <source>a part record is too short</source>
        <translation>某部分的记录太短</translation>
    </message>
    <message>
        <source>a part record names no rule for statistics</source>
        <translation>某部分的记录没有说明统计规则</translation>
    </message>
    <message>
        <source>a record is damaged: its checksum is wrong</source>
        <translation>一条记录已损坏：校验和不对</translation>
    </message>
    <message>
        <source>an attachment&apos;s name is no UTF-8</source>
        <translation>一个附件的名称不是 UTF-8</translation>
    </message>
    <message>
        <source>bytes are missing or too many between header and footer</source>
        <translation>文件头和文件尾之间缺少或多出字节</translation>
    </message>
    <message>
        <source>damaged before the file was repaired</source>
        <translation>在文件修复之前已损坏</translation>
    </message>
    <message>
        <source>its checksum is wrong</source>
        <translation>其校验和不正确</translation>
    </message>
    <message>
        <source>no block, part or footer begins where one should</source>
        <translation>应有块、部分或文件尾的地方没有开始</translation>
    </message>
    <message>
        <source>the attachments are cut</source>
        <translation>附件被截断</translation>
    </message>
    <message>
        <source>the cover or another attachment is damaged</source>
        <translation>封面或另一个附件已损坏</translation>
    </message>
    <message>
        <source>the dates of the source are not texts</source>
        <translation>来源的日期不是文本</translation>
    </message>
    <message>
        <source>the description cannot be unpacked</source>
        <translation>无法解压描述</translation>
    </message>
    <message>
        <source>the description does not end where it should</source>
        <translation>描述没有在应有的位置结束</translation>
    </message>
    <message>
        <source>the description is not a JSON object</source>
        <translation>描述不是 JSON 对象</translation>
    </message>
    <message>
        <source>the description says nothing of the source</source>
        <translation>描述没有提到来源</translation>
    </message>
    <message>
        <source>the descriptions of all parts unpack to more than they may</source>
        <translation>所有部分的描述解压后超出了允许的大小</translation>
    </message>
    <message>
        <source>the file became shorter while it was read</source>
        <translation>文件在读取时变短了</translation>
    </message>
    <message>
        <source>the file ends before its first block</source>
        <translation>文件在第一个块之前结束</translation>
    </message>
    <message>
        <source>the file ends within its header</source>
        <translation>文件在文件头内结束</translation>
    </message>
    <message>
        <source>the file has no part to copy</source>
        <translation>文件没有可复制的部分</translation>
    </message>
    <message>
        <source>the file has no whole footer: its making was interrupted, or its end is lost</source>
        <translation>文件没有完整的文件尾：制作被中断，或末尾丢失</translation>
    </message>
    <message>
        <source>1 block is lost</source>
        <translation>丢失 1 个数据块</translation>
    </message>
    <message>
        <source> Did you mean “{near}”?</source>
        <translation> 您是指“{near}”吗？</translation>
    </message>
    <message>
        <source>A gap of {total_s:.2f} s in the time stamps at {at_s:.1f} s became silence.</source>
        <translation>时间戳在 {at_s:.1f} 秒处有 {total_s:.2f} 秒的空缺，已变为静音。</translation>
    </message>
    <message>
        <source>All {channels} channels are kept, each coded by itself.</source>
        <translation>所有 {channels} 个声道都保留，各自编码。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>Cut at block borders: {start_s:.2f} s to {stop_s:.2f} s.</source>
        <translation>在块边界处剪切：{start_s:.2f} 秒到 {stop_s:.2f} 秒。</translation>
    </message>
    <message>
        <source>Every byte is what {sidecar} says (SHA-256).</source>
        <translation>每个字节都与 {sidecar} 所述一致（SHA-256）。</translation>
    </message>
    <message>
        <source>Every one of the {count} blocks is whole (CRC-32), and so are header and footer.</source>
        <translation>{count} 个块全部完整（CRC-32），文件头和文件尾也完整。</translation>
    </message>
    <message>
        <source>It is not the file that {sidecar} was written for: the SHA-256 differs.</source>
        <translation>它不是 {sidecar} 所对应的文件：SHA-256 不同。</translation>
    </message>
    <message>
        <source>It was damaged, or made so on purpose: use another copy.</source>
        <translation>它已损坏或被有意改动：请使用另一份副本。</translation>
    </message>
    <message>
        <source>It was not made again; the small file is the one from before. {reason}</source>
        <translation>没有重新制作；小文件仍是原来的。{reason}</translation>
    </message>
    <message>
        <source>Make an archive kit of {target} before you update this program: what decodes it was not kept ({reason})</source>
        <translation>更新本程序之前，请为 {target} 制作存档包：解码它所需的权重没有保留（{reason}）</translation>
    </message>
    <message>
        <source>No weights of {model} were found in {folder} or the folders in it.</source>
        <translation>在 {folder} 及其子文件夹中没有找到 {model} 的权重。</translation>
    </message>
    <message>
        <source>No weights that this program knows were found in {folder} or the folders in it.</source>
        <translation>在 {folder} 及其子文件夹中没有找到本程序认识的模型。</translation>
    </message>
    <message>
        <source>Nothing came on standard input; pipe a recording into it.</source>
        <translation>标准输入没有内容；请用管道送入录音。</translation>
    </message>
    <message>
        <source>Nothing was written: shorten the tags, or put less into one file.</source>
        <translation>未写入任何内容：请缩短标签，或减少合并到一个文件中的内容。</translation>
    </message>
    <message>
        <source>Offline mode is on, and the published weights of {name} are not on this machine.</source>
        <translation>已开启离线模式，而 {name} 的已发布权重不在这台电脑上。</translation>
    </message>
    <message>
        <source>Only sound track {track} of {count} is kept, without {others}.</source>
        <translation>只保留第 {track} 条音轨（共 {count} 条），不含 {others}。</translation>
    </message>
    <message>
        <source>OpenVINO does not start: {reason}.</source>
        <translation>OpenVINO 无法启动：{reason}。</translation>
    </message>
    <message>
        <source>OpenVINO failed: {reason}</source>
        <translation>OpenVINO 失败：{reason}</translation>
    </message>
    <message>
        <source>Runs on the graphics processor: {device}.</source>
        <translation>在图形处理器上运算：{device}。</translation>
    </message>
    <message>
        <source>Runs on the processor, with {engine}, as chosen.</source>
        <translation>按您的选择在处理器上运算，使用 {engine}。</translation>
    </message>
    <message>
        <source>Runs on the processor, with {engine}; no graphics processor was found that could help.</source>
        <translation>在处理器上运算，使用 {engine}；没有找到可以帮忙的图形处理器。</translation>
    </message>
    <message>
        <source>Some of the recording is lost, and nobody knows how much: {where}.</source>
        <translation>录音有一部分丢失，且无从得知丢失了多少：{where}。</translation>
    </message>
    <message>
        <source>Something unforeseen happened ({reason}); details are in the log file.</source>
        <translation>发生了意料之外的情况（{reason}）；详情见日志文件。</translation>
    </message>
    <message>
        <source>Something unforeseen happened; details are in the log file.</source>
        <translation>发生了意料之外的情况；详情见日志文件。</translation>
    </message>
    <message>
        <source>The connection to the hub broke while {name} was fetched. What has arrived is kept: fetch the model again to go on.</source>
        <translation>获取 {name} 时与网站的连接中断。已收到的部分会保留：再次获取该模型即可继续。</translation>
    </message>
    <message>
        <source>The decoded sound could not be kept for listening ({reason}); make room on the disk of your home folder and open it again.</source>
        <translation>无法保存解码后的声音以供收听（{reason}）；请在您的主文件夹所在磁盘腾出空间，然后重新打开。</translation>
    </message>
    <message>
        <source>The disk is full: there is not enough room for {name} in {folder}.</source>
        <translation>磁盘已满：{folder} 中没有足够空间存放 {name}。</translation>
    </message>
    <message>
        <source>The disk is full: {name} was not written. Make room and try again.</source>
        <translation>磁盘已满：{name} 没有写入。请腾出空间后重试。</translation>
    </message>
    <message>
        <source>The fast engine could not be used, torch did the work instead. {reason}</source>
        <translation>无法使用快速引擎，已改由 torch 完成。{reason}</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be made ({reason}); choose another one.</source>
        <translation>无法建立文件夹 {folder}（{reason}）；请选择另一个。</translation>
    </message>
    <message>
        <source>The graphics processor gave up; the processor did the work instead.</source>
        <translation>图形处理器中途放弃；已改由处理器完成。</translation>
    </message>
    <message>
        <source>The header counts {claimed_bytes:,} bytes of sound, the file holds {held_bytes:,}; all of them were read.</source>
        <translation>文件头记有 {claimed_bytes:,} 字节的声音，文件含 {held_bytes:,} 字节；已全部读取。</translation>
    </message>
    <message>
        <source>The hub answered with error {status}, so {model} was not fetched. Try again later.</source>
        <translation>网站回答错误 {status}，因此没有获取 {model}。请稍后重试。</translation>
    </message>
    <message>
        <source>The hub could not be reached, so {model} was not fetched. Check the connection to the internet and try again.</source>
        <translation>无法连接到网站，因此没有获取 {model}。请检查网络连接后重试。</translation>
    </message>
    <message>
        <source>The hub does not have the weights of {model}: there is nothing at {address}.</source>
        <translation>网站上没有 {model} 的权重：{address} 处什么也没有。</translation>
    </message>
    <message>
        <source>The kit could not be made: {reason}.</source>
        <translation>无法制作存档包：{reason}。</translation>
    </message>
    <message>
        <source>The kit was not made, because this machine lacks {needs}: fetch or import them first.</source>
        <translation>没有制作存档包，因为这台电脑缺少 {needs}：请先获取或导入。</translation>
    </message>
    <message>
        <source>The measures of loudness were left out: they are of the whole recording.</source>
        <translation>响度数值已略去：它们属于整段录音。</translation>
    </message>
    <message>
        <source>The microphone “{device}” cannot be used: another program may have it, or the system does not allow it. Choose another one, or allow it in the system&apos;s settings.</source>
        <translation>无法使用麦克风“{device}”：可能被其他程序占用，或系统不允许。请选择另一个，或在系统设置中允许。</translation>
    </message>
    <message>
        <source>The model {name} is not on this machine. Fetch it with “sqcodec models fetch {name}”.</source>
        <translation>模型 {name} 不在这台电脑上。请用“sqcodec models fetch {name}”获取。</translation>
    </message>
    <message>
        <source>The name {name} is too long for this disk; choose a shorter one.</source>
        <translation>名称 {name} 对这个磁盘来说太长；请取短一些的名称。</translation>
    </message>
    <message>
        <source>The page does not show what its data say: it was changed.</source>
        <translation>页面显示的与其数据不符：它被改动过。</translation>
    </message>
    <message>
        <source>The page was not made, because this machine lacks the entropy tables {hash} (for {name}): import them first.</source>
        <translation>没有制作网页，因为这台电脑缺少熵表 {hash}（用于 {name}）：请先导入。</translation>
    </message>
    <message>
        <source>The raw samples end in the middle of one ({count} bytes are no whole number of {frame_bytes}); check the rate, channels and format that were given.</source>
        <translation>原始采样在一个采样中间结束（{count} 字节不是 {frame_bytes} 的整数倍）；请检查给出的采样率、声道数和格式。</translation>
    </message>
    <message>
        <source>The recordings are too large for one page (over {limit} MB); make several.</source>
        <translation>录音对一个网页来说太大（超过 {limit} MB）；请分成多个网页。</translation>
    </message>
    <message>
        <source>The report {name} could not be written: {reason}.</source>
        <translation>报告 {name} 无法写入：{reason}。</translation>
    </message>
    <message>
        <source>The server does not say which hash {name} has, so nothing could prove that the right file came. It was not fetched; use another server.</source>
        <translation>服务器没有给出 {name} 的哈希值，因此无法证明收到的文件正确。未下载该文件；请换用其他服务器。</translation>
    </message>
    <message>
        <source>The server sent something else than was asked for of {name}. What had arrived was removed; fetch the model again.</source>
        <translation>服务器发送的 {name} 与请求的内容不符。已收到的部分已删除；请重新下载该模型。</translation>
    </message>
    <message>
        <source>The sound begins {late_s:.1f} s after the picture; it is silent before.</source>
        <translation>声音比画面晚 {late_s:.1f} 秒开始；此前为静音。</translation>
    </message>
    <message>
        <source>The sound begins {late_s:.2f} s late; it is silent before.</source>
        <translation>声音晚 {late_s:.2f} 秒开始；此前为静音。</translation>
    </message>
    <message>
        <source>The sound cannot be encoded ({reason}); choose .wav.</source>
        <translation>声音无法编码（{reason}）；请选择 .wav。</translation>
    </message>
    <message>
        <source>The sound changes to {other_hz:,} Hz and {other_channels} channels; it was converted to {rate_hz:,} Hz and {channels}.</source>
        <translation>声音变为 {other_hz:,} Hz、{other_channels} 个声道；已转换为 {rate_hz:,} Hz、{channels} 个。</translation>
    </message>
    <message>
        <source>The sound is not touched by this; “sqcodec repair” makes a file without it.</source>
        <translation>声音不受影响；“sqcodec repair”可生成不含它的文件。</translation>
    </message>
    <message>
        <source>The sound output “{device}” cannot be used; choose another one, or look again for devices.</source>
        <translation>无法使用声音输出“{device}”；请选择另一个，或重新查找设备。</translation>
    </message>
    <message>
        <source>The tag “{tag}” was left out: it is longer than there is room for (1 MB in all).</source>
        <translation>标签“{tag}”已略去：它超出了可容纳的长度（总共 1 MB）。</translation>
    </message>
    <message>
        <source>The time stamps jump by {gap_s:.1f} s at {at_s:.1f} s; no silence was put there.</source>
        <translation>时间戳在 {at_s:.1f} 秒处跳跃了 {gap_s:.1f} 秒；没有在那里加入静音。</translation>
    </message>
    <message>
        <source>The tokens of all {duration_s:.2f} s are those that were written (SHA-256).</source>
        <translation>全部 {duration_s:.2f} 秒的编码与写入时一致（SHA-256）。</translation>
    </message>
    <message>
        <source>The unfinished file was removed ({reason}).</source>
        <translation>未完成的文件已删除（{reason}）。</translation>
    </message>
    <message>
        <source>The weights could not be written to {folder}: {reason}.</source>
        <translation>权重无法写入 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>The weights could not be written to {target}: {reason}.</source>
        <translation>权重无法写入 {target}：{reason}。</translation>
    </message>
    <message>
        <source>The weights in {folder} are of {set_name}, not of {name}.</source>
        <translation>{folder} 中的权重属于 {set_name}，不属于 {name}。</translation>
    </message>
    <message>
        <source>The weights in {folder} could not be removed: {reason}.</source>
        <translation>无法删除 {folder} 中的权重：{reason}。</translation>
    </message>
    <message>
        <source>The weights in {path} are damaged: their SHA-256 is not the recorded one.</source>
        <translation>{path} 中的权重已损坏：SHA-256 与记录的不符。</translation>
    </message>
    <message>
        <source>The weights in {path} are not of the family spectral: {reason} is missing.</source>
        <translation>{path} 中的权重不属于 spectral 系列：缺少 {reason}。</translation>
    </message>
    <message>
        <source>The weights in {path} cannot be read: {reason}.</source>
        <translation>无法读取 {path} 中的权重：{reason}。</translation>
    </message>
    <message>
        <source>The weights in {path} cannot be used: {reason}.</source>
        <translation>无法使用 {path} 中的权重：{reason}。</translation>
    </message>
    <message>
        <source>The weights in {path} do not fit the family spectral: {problem}.</source>
        <translation>{path} 中的权重与 spectral 系列不符：{problem}。</translation>
    </message>
    <message>
        <source>The weights in {source} do not fit the model {model}: {name} {problem}.</source>
        <translation>{source} 中的权重与模型 {model} 不符：{name} {problem}。</translation>
    </message>
    <message>
        <source>The weights of {model} came with the program; they stay.</source>
        <translation>{model} 的权重随程序附带；它们会保留。</translation>
    </message>
    <message>
        <source>The weights of {name} that are needed (SHA-256: {sha256}) are not on this machine. Import them with “sqcodec models import {name} FOLDER”, such as from an archive kit or from another version of this program.</source>
        <translation>所需的 {name} 权重（SHA-256：{sha256}）不在这台电脑上。请用“sqcodec models import {name} FOLDER”导入，例如从存档包或本程序的其他版本导入。</translation>
    </message>
    <message>
        <source>There are no .sqc files in {names}.</source>
        <translation>{names} 中没有 .sqc 文件。</translation>
    </message>
    <message>
        <source>There is no checksum file {sidecar}.</source>
        <translation>没有校验和文件 {sidecar}。</translation>
    </message>
    <message>
        <source>There is no device called “{device}”; there are: {known}.</source>
        <translation>没有名为“{device}”的设备；现有：{known}。</translation>
    </message>
    <message>
        <source>There is no engine called “{engine}”; there are: {known}.</source>
        <translation>没有名为“{engine}”的引擎；现有：{known}。</translation>
    </message>
    <message>
        <source>There is no model called “{name}”.{meant} Known models: {known}.</source>
        <translation>没有名为“{name}”的模型。{meant}已知的模型：{known}。</translation>
    </message>
    <message>
        <source>There is no room for {picture} in {name}: cover and other attachments may have {limit} MB together, and be {count}. Choose a smaller picture.</source>
        <translation>{name} 中放不下 {picture}：封面和其他附件合计最多 {limit} MB，且最多 {count} 个。请选择较小的图片。</translation>
    </message>
    <message>
        <source>These weights do not fit the family spectral: {problem}.</source>
        <translation>这些权重与 spectral 系列不符：{problem}。</translation>
    </message>
    <message>
        <source>This machine has no usable device “{device}”; choose “auto” or “cpu”.</source>
        <translation>这台电脑没有可用的设备“{device}”；请选择“auto”或“cpu”。</translation>
    </message>
    <message>
        <source>What answers at {url} is no Hugging Face hub. Check HF_ENDPOINT, proxy or login page.</source>
        <translation>{url} 处应答的不是 Hugging Face 网站。请检查 HF_ENDPOINT、代理或登录页面。</translation>
    </message>
    <message>
        <source>What is whole of it can be saved with “sqcodec repair”.</source>
        <translation>其中完好的部分可以用“sqcodec repair”保存下来。</translation>
    </message>
    <message>
        <source>What the hub sent for {name} cannot be used. {reason}</source>
        <translation>网站发来的 {name} 无法使用。{reason}</translation>
    </message>
    <message>
        <source>You may not read {name}; ask its owner.</source>
        <translation>您无权读取 {name}；请询问其所有者。</translation>
    </message>
    <message>
        <source>You may not write into {folder}; choose another folder.</source>
        <translation>您无权写入 {folder}；请选择另一个文件夹。</translation>
    </message>
    <message>
        <source>Your share of the disk is full: {name} was not written.</source>
        <translation>您的磁盘配额已满：{name} 没有写入。</translation>
    </message>
    <message>
        <source>a block claims to be number {number:,}, which cannot be</source>
        <translation>一个块自称编号 {number:,}，这不可能</translation>
    </message>
    <message>
        <source>a block claims {token_count:,} tokens; this file&apos;s blocks have 1 to {block_tokens:,}</source>
        <translation>一个块声称有 {token_count:,} 个编码；此文件的块应有 1 到 {block_tokens:,} 个</translation>
    </message>
    <message>
        <source>a block&apos;s contents make no sense: {reason}</source>
        <translation>一个块的内容没有意义：{reason}</translation>
    </message>
    <message>
        <source>the backup header, near the end, is not that of this file</source>
        <translation>靠近末尾的备份文件头不属于此文件</translation>
    </message>
    <message>
        <source>the footer tells of {count:,} parts or blocks, more than a file of its size may have</source>
        <translation>文件尾声称有 {count:,} 个部分或块，超过其大小所允许的数量</translation>
    </message>
    <message>
        <source>a frame has not 1 to {limit} tokens</source>
        <translation>一帧的编码数不在 1 至 {limit} 之间</translation>
    </message>
    <message>
        <source>Connection timed out</source>
        <translation>磁盘或网络没有响应</translation>
    </message>
    <message>
        <source>Device or resource busy</source>
        <translation>另一个程序正在使用它</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>您的磁盘配额已用完</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>已有同名的文件或文件夹</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>名称太长</translation>
    </message>
    <message>
        <source>File too large</source>
        <translation>对这个磁盘来说太大</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>磁盘或与它的连接出现故障</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>它是一个文件夹</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>No such device</source>
        <translation>磁盘已不在</translation>
    </message>
    <message>
        <source>No such device or address</source>
        <translation>磁盘已不在</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>文件或其文件夹不存在</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>路径中有一部分不是文件夹</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>您没有相应的权限</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>您没有相应的权限</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>磁盘为只读</translation>
    </message>
    <message>
        <source>Stale file handle</source>
        <translation>网络上的文件夹已经变了</translation>
    </message>
    <message>
        <source>The cover of {kept} is kept; other covers were left out: {names}.</source>
        <translation>保留了 {kept} 的封面；其他封面已略去：{names}。</translation>
    </message>
    <message>
        <source>The folder {folder} is not there any more; choose another one.</source>
        <translation>文件夹 {folder} 已不存在；请选择另一个。</translation>
    </message>
    <message>
        <source>There is no room for all covers and attachments; some were left out: {names}.</source>
        <translation>空间不足以容纳所有封面和附件；部分已略去：{names}。</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>打开的文件太多</translation>
    </message>
    <message>
        <source>Transport endpoint is not connected</source>
        <translation>与磁盘的连接已断开</translation>
    </message>
    <message>
        <source>a number is too long</source>
        <translation>有一个数字过长</translation>
    </message>
    <message>
        <source>a record claims {body_bytes:,} bytes, more than the {limit:,} it may have</source>
        <translation>一条记录声称有 {body_bytes:,} 字节，超过允许的 {limit:,}</translation>
    </message>
    <message>
        <source>any</source>
        <translation>任意</translation>
    </message>
    <message>
        <source>at most {count} attachments of {limit_bytes:,} bytes together fit</source>
        <translation>最多容纳 {count} 个附件，共 {limit_bytes:,} 字节</translation>
    </message>
    <message>
        <source>at {start_s:.1f} s</source>
        <translation>在 {start_s:.1f} 秒处</translation>
    </message>
    <message>
        <source>attachments may have {limit_bytes:,} bytes together</source>
        <translation>附件总共可有 {limit_bytes:,} 字节</translation>
    </message>
    <message>
        <source>block {number:,} of part {part} is too far from the others</source>
        <translation>第 {part} 部分的第 {number:,} 个数据块离其他数据块太远</translation>
    </message>
    <message>
        <source>block {number} of part {part} is lost</source>
        <translation>第 {part} 部分的第 {number} 块丢失</translation>
    </message>
    <message>
        <source>block {number} of part {part} stands too late</source>
        <translation>第 {part} 部分的第 {number} 块出现得太晚</translation>
    </message>
    <message>
        <source>block {number} of part {part} stands twice; the first is used</source>
        <translation>第 {part} 部分的第 {number} 块出现两次；采用第一个</translation>
    </message>
    <message>
        <source>damaged packets could not be decoded</source>
        <translation>损坏的数据包无法解码</translation>
    </message>
    <message>
        <source>entropy tables with SHA-256 {hash}</source>
        <translation>SHA-256 为 {hash} 的熵表</translation>
    </message>
    <message>
        <source>it does not fit the model {model} that it names: {measure} is {claimed}, not {right}</source>
        <translation>它与自己所称的模型 {model} 不符：{measure} 是 {claimed}，而应为 {right}</translation>
    </message>
    <message>
        <source>it does not say where it comes from</source>
        <translation>未说明来源</translation>
    </message>
    <message>
        <source>it has no checksum of its own; fetch or import it again</source>
        <translation>没有自身的校验和；请重新获取或导入</translation>
    </message>
    <message>
        <source>it sounds worse from {start_s:.2f} s to {stop_s:.2f} s: layer {number} of a block is damaged ({why})</source>
        <translation>从 {start_s:.2f} 秒到 {stop_s:.2f} 秒音质变差：一个块的第 {number} 层已损坏（{why}）</translation>
    </message>
    <message>
        <source>its SHA-256 is none</source>
        <translation>其 SHA-256 无效</translation>
    </message>
    <message>
        <source>its statistics are not those that the weights of {model} want</source>
        <translation>其统计量不是 {model} 的权重所需的</translation>
    </message>
    <message>
        <source>layer {number} of a block is damaged: {why}</source>
        <translation>一个数据块的第 {number} 层已损坏：{why}</translation>
    </message>
    <message>
        <source>other content stands in the place of the sound</source>
        <translation>声音的位置上是其他内容</translation>
    </message>
    <message>
        <source>packets of the file are missing</source>
        <translation>文件缺少数据包</translation>
    </message>
    <message>
        <source>part {part} begins twice</source>
        <translation>第 {part} 部分开始了两次</translation>
    </message>
    <message>
        <source>so little is whole that not all of the silence may be kept: {left_out_s:,.0f} s of what is lost are left out</source>
        <translation>完好的部分太少，无法保留全部静音：略去了丢失部分中的 {left_out_s:,.0f} 秒</translation>
    </message>
    <message>
        <source>the checksum of its own is none</source>
        <translation>其自身的校验和无效</translation>
    </message>
    <message>
        <source>the description cannot be read: {reason}</source>
        <translation>无法读取描述：{reason}</translation>
    </message>
    <message>
        <source>the description is longer than {limit_bytes:,} bytes</source>
        <translation>描述超过 {limit_bytes:,} 字节</translation>
    </message>
    <message>
        <source>the description is nested more than {limit_depth} deep</source>
        <translation>描述的嵌套超过 {limit_depth} 层</translation>
    </message>
    <message>
        <source>the description is {count:,} bytes long, more than {limit_bytes:,}</source>
        <translation>描述有 {count:,} 字节，超过 {limit_bytes:,}</translation>
    </message>
    <message>
        <source>the description tells of more than {limit} lost spans</source>
        <translation>描述中列出的丢失处超过 {limit} 个</translation>
    </message>
    <message>
        <source>the description unpacks to more than {limit_bytes:,} bytes</source>
        <translation>描述解压后超过 {limit_bytes:,} 字节</translation>
    </message>
    <message>
        <source>the description&apos;s {key} is missing or no text</source>
        <translation>描述中的 {key} 缺失或不是文本</translation>
    </message>
    <message>
        <source>the description&apos;s {key} is missing or no whole number</source>
        <translation>描述中的 {key} 缺失或不是整数</translation>
    </message>
    <message>
        <source>the description&apos;s {key} is outside {low:,} to {high:,}</source>
        <translation>描述中的 {key} 不在 {low:,} 到 {high:,} 之间</translation>
    </message>
    <message>
        <source>the entropy tables that this file names belong to other weights</source>
        <translation>此文件所指的熵表属于其他权重</translation>
    </message>
    <message>
        <source>the family of models {family} is not known</source>
        <translation>不认识模型系列 {family}</translation>
    </message>
    <message>
        <source>the file claims to have lost {count:,} blocks, more than a file of its size may</source>
        <translation>文件声称丢失了 {count:,} 个块，超过其大小所能容纳的数量</translation>
    </message>
    <message>
        <source>the file claims to have lost {lost_s:,.0f} s, more than a file of its size may</source>
        <translation>文件声称丢失了 {lost_s:,.0f} 秒，超出了其大小所允许的范围</translation>
    </message>
    <message>
        <source>the file ends {missing_bytes:,} bytes too early</source>
        <translation>文件提前 {missing_bytes:,} 字节结束</translation>
    </message>
    <message>
        <source>the file has {count:,} parts for {sound_s:,.0f} s of sound, more than a file may</source>
        <translation>文件有 {count:,} 个部分，却只有 {sound_s:,.0f} 秒声音，超过了允许的数量</translation>
    </message>
    <message>
        <source>the file of entropy tables has the wrong length</source>
        <translation>熵表文件的长度不对</translation>
    </message>
    <message>
        <source>the file of entropy tables is damaged</source>
        <translation>熵表文件已损坏</translation>
    </message>
    <message>
        <source>the first bytes are damaged, as when a .sqc file was sent as text</source>
        <translation>开头的字节已损坏，像是 .sqc 文件被当作文本发送</translation>
    </message>
    <message>
        <source>the footer claims more sound than there are tokens</source>
        <translation>文件尾声称的声音比编码多</translation>
    </message>
    <message>
        <source>the footer does not end where it should</source>
        <translation>文件尾没有在应有的位置结束</translation>
    </message>
    <message>
        <source>the footer&apos;s account of parts is wrong</source>
        <translation>文件尾对各部分的记述不对</translation>
    </message>
    <message>
        <source>the footer&apos;s counts of blocks and tokens contradict each other</source>
        <translation>文件尾中块数与编码数互相矛盾</translation>
    </message>
    <message>
        <source>the head of these entropy tables is cut or damaged</source>
        <translation>这些熵表的头部被截断或已损坏</translation>
    </message>
    <message>
        <source>the header claims blocks or tokens beyond the format&apos;s bounds</source>
        <translation>文件头声称的块数或编码数超出格式的范围</translation>
    </message>
    <message>
        <source>the header claims to be longer than a header may be</source>
        <translation>文件头声称的长度超过允许</translation>
    </message>
    <message>
        <source>the header claims {size_bytes:,} bytes of attachments</source>
        <translation>文件头声称有 {size_bytes:,} 字节的附件</translation>
    </message>
    <message>
        <source>the layers are not a list of 1 to {limit} numbers</source>
        <translation>各层不是含 1 至 {limit} 个数字的列表</translation>
    </message>
    <message>
        <source>the parts from {part} on are more and shorter than a file&apos;s may be</source>
        <translation>从第 {part} 部分起，部分过多过短，超出文件允许的范围</translation>
    </message>
    <message>
        <source>the recording ends early</source>
        <translation>录音提前结束</translation>
    </message>
    <message>
        <source>the statistics of part {part} are none of the model {model}</source>
        <translation>第 {part} 部分的统计量不属于模型 {model}</translation>
    </message>
    <message>
        <source>the statistics of part {part} are of another kind than those before</source>
        <translation>第 {part} 部分的统计量与之前的种类不同</translation>
    </message>
    <message>
        <source>there are more than {count} attachments</source>
        <translation>附件多于 {count} 个</translation>
    </message>
    <message>
        <source>there is no model of the name that it gives</source>
        <translation>没有它所称名称的模型</translation>
    </message>
    <message>
        <source>these entropy tables have version {version}; versions 1 and 2 are known</source>
        <translation>这些熵表的版本是 {version}；已知的版本为 1 和 2</translation>
    </message>
    <message>
        <source>this block needs the entropy tables {tables_sha256}</source>
        <translation>这个块需要熵表 {tables_sha256}</translation>
    </message>
    <message>
        <source>this file has format version {version}; this program knows versions {known} only</source>
        <translation>此文件的格式版本为 {version}；本程序只认识版本 {known}</translation>
    </message>
    <message>
        <source>weights of {model} with SHA-256 {hash}</source>
        <translation>SHA-256 为 {hash} 的 {model} 权重</translation>
    </message>
    <message>
        <source>what belongs to part {part} is lost</source>
        <translation>属于第 {part} 部分的内容丢失</translation>
    </message>
    <message>
        <source>{channels} channels are mixed down to one.</source>
        <translation>{channels} 个声道混合成一个。</translation>
    </message>
    <message>
        <source>{container} has no room for one mark, which was left out.</source>
        <translation>{container} 容纳不下一个标记，已略去。</translation>
    </message>
    <message>
        <source>{container} has no room for what is noted on marks besides their titles; it was left out.</source>
        <translation>{container} 容纳不下标记标题之外的备注；已略去。</translation>
    </message>
    <message>
        <source>{container} has no room for {count} marks, which were left out.</source>
        <translation>{container} 容纳不下 {count} 个标记，已略去。</translation>
    </message>
    <message>
        <source>{count:,} bytes ({kind}) were skipped at {at_s:.1f} s.</source>
        <translation>在 {at_s:.1f} 秒处跳过了 {count:,} 字节（{kind}）。</translation>
    </message>
    <message>
        <source>{count:,} bytes that are no sound were skipped at the start.</source>
        <translation>开头跳过了 {count:,} 字节的非声音数据。</translation>
    </message>
    <message>
        <source>{count:,} bytes that are no sound were skipped at {at_s:.1f} s.</source>
        <translation>在 {at_s:.1f} 秒处跳过了 {count:,} 字节的非声音数据。</translation>
    </message>
    <message>
        <source>{count} blocks are lost</source>
        <translation>丢失 {count} 个数据块</translation>
    </message>
    <message>
        <source>{count} gaps in the time stamps, {total_s:.2f} s in all, became silence.</source>
        <translation>时间戳中有 {count} 处空缺，共 {total_s:.2f} 秒，已变为静音。</translation>
    </message>
    <message>
        <source>{count} marks were left out: there is no room for so many.</source>
        <translation>略去了 {count} 个标记：容纳不下这么多。</translation>
    </message>
    <message>
        <source>{count} recordings stand in one file; they were read one after the other.</source>
        <translation>一个文件中有 {count} 段录音；已依次读取。</translation>
    </message>
    <message>
        <source>{count} samples were too loud for the format and were clipped.</source>
        <translation>{count} 个采样值对该格式来说太响，已被削平。</translation>
    </message>
    <message>
        <source>{device} has no memory for {count} chunks at once.</source>
        <translation>{device} 的内存不足以同时处理 {count} 个片段。</translation>
    </message>
    <message>
        <source>{engine} gives another sound than torch: it differs by {difference:.1e}.</source>
        <translation>{engine} 给出的声音与 torch 不同：相差 {difference:.1e}。</translation>
    </message>
    <message>
        <source>{engine} gives other numbers than torch: {equal:.2%} are equal.</source>
        <translation>{engine} 给出的数字与 torch 不同：{equal:.2%} 相同。</translation>
    </message>
    <message>
        <source>{error} Lost: {duration_s:.2f} s from {start_s:.2f} s on.</source>
        <translation>{error} 丢失：从 {start_s:.2f} 秒起的 {duration_s:.2f} 秒。</translation>
    </message>
    <message>
        <source>{first}, {rest}</source>
        <translation>{first}、{rest}</translation>
    </message>
    <message>
        <source>{folder} already holds {taken}, and nothing is overwritten; choose an empty folder.</source>
        <translation>{folder} 中已有 {taken}，不会覆盖任何文件；请选择空文件夹。</translation>
    </message>
    <message>
        <source>{folder} is being fetched by another window or command right now.</source>
        <translation>{folder} 正在由另一个窗口或命令获取。</translation>
    </message>
    <message>
        <source>{folder} is read-only; choose another folder.</source>
        <translation>{folder} 是只读的；请选择另一个文件夹。</translation>
    </message>
    <message>
        <source>{from_khz:g} → {to_khz:g} kHz: nothing above {kept_khz:g} kHz survives.</source>
        <translation>{from_khz:g} → {to_khz:g} kHz：{kept_khz:g} kHz 以上的部分不保留。</translation>
    </message>
    <message>
        <source>{junk_bytes:,} bytes that are no whole Ogg pages were skipped.</source>
        <translation>跳过了 {junk_bytes:,} 字节不完整的 Ogg 页。</translation>
    </message>
    <message>
        <source>{length_s:.1f} s</source>
        <translation>{length_s:.1f} 秒</translation>
    </message>
    <message>
        <source>{length_s:.2g} s</source>
        <translation>{length_s:.2g} 秒</translation>
    </message>
    <message>
        <source>{length} at {start_s:.1f} s</source>
        <translation>{start_s:.1f} 秒处的 {length}</translation>
    </message>
    <message>
        <source>{length} lost, silence in their place: {where}.</source>
        <translation>丢失 {length}，以静音代替：{where}。</translation>
    </message>
    <message>
        <source>{length} lost: {where}.</source>
        <translation>丢失 {length}：{where}。</translation>
    </message>
    <message>
        <source>{length} sound worse than the rest: upper layers are damaged.</source>
        <translation>{length} 的音质比其余部分差：上面的层已损坏。</translation>
    </message>
    <message>
        <source>{length} sound worse than the rest: upper layers were damaged before the file was repaired.</source>
        <translation>{length} 的音质比其余部分差：上面的层在文件修复之前已损坏。</translation>
    </message>
    <message>
        <source>{name} arrived damaged: it is not what the hub announced. It was removed; fetch the model again.</source>
        <translation>{name} 到达时已损坏：与网站所声明的不符。已将其删除；请重新获取该模型。</translation>
    </message>
    <message>
        <source>{name} begins like a {kind} file, but nothing in it can be decoded; look for another copy.</source>
        <translation>{name} 开头像 {kind} 文件，但其中没有可解码的内容；请寻找另一份副本。</translation>
    </message>
    <message>
        <source>{name} cannot hold {from_hz} Hz: the sound was converted to {to_hz} Hz.</source>
        <translation>{name} 不支持 {from_hz} Hz：声音已转换为 {to_hz} Hz。</translation>
    </message>
    <message>
        <source>{name} could not be created ({reason}); choose another folder or name.</source>
        <translation>无法建立 {name}（{reason}）；请选择另一个文件夹或名称。</translation>
    </message>
    <message>
        <source>{name} could not be fetched into {folder}: {reason}.</source>
        <translation>{name} 无法获取到 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>{name} could not be read ({reason}); check the disk or connection.</source>
        <translation>无法读取 {name}（{reason}）；请检查磁盘或连接。</translation>
    </message>
    <message>
        <source>{name} could not be read: {reason}.</source>
        <translation>无法读取 {name}：{reason}。</translation>
    </message>
    <message>
        <source>{name} could not be written ({reason}). What was recorded until then is kept; make room, or choose another folder, and record on.</source>
        <translation>无法写入 {name}（{reason}）。到那时为止录下的内容已保存；请腾出空间或选择另一个文件夹，然后继续录音。</translation>
    </message>
    <message>
        <source>{name} could not be written ({reason}); make room on the disk or choose another folder.</source>
        <translation>无法写入 {name}（{reason}）；请腾出空间或选择另一个文件夹。</translation>
    </message>
    <message>
        <source>{name} could not be written: {reason}.</source>
        <translation>无法写入 {name}：{reason}。</translation>
    </message>
    <message>
        <source>{name} has a sample rate of {sample_rate_hz:,} Hz; 1 to {most_hz:,} Hz can be restored. Convert it to one of these rates first.</source>
        <translation>{name} 的采样率为 {sample_rate_hz:,} Hz；可还原的范围是 1 至 {most_hz:,} Hz。请先转换到此范围。</translation>
    </message>
    <message>
        <source>{name} has a sample that is not a number or infinite at {at_s:.3f} s; export it again (for instance as 24-bit WAV) or cut that place out.</source>
        <translation>{name} 在 {at_s:.3f} 秒处有一个采样值不是数字或为无穷大；请重新导出（例如 24 位 WAV），或剪掉那一处。</translation>
    </message>
    <message>
        <source>{name} has no samples (its length is zero); nothing can be done with it.</source>
        <translation>{name} 没有采样（长度为零）；无法处理。</translation>
    </message>
    <message>
        <source>{name} has no sound in it; choose a sound file or another video.</source>
        <translation>{name} 中没有声音；请选择声音文件或另一个视频。</translation>
    </message>
    <message>
        <source>{name} has no sound track {track}; it has track 1 alone.</source>
        <translation>{name} 没有第 {track} 条音轨；它只有第 1 条。</translation>
    </message>
    <message>
        <source>{name} has no sound track {track}; it has tracks 1 to {count}.</source>
        <translation>{name} 没有第 {track} 条音轨；它有第 1 至 {count} 条。</translation>
    </message>
    <message>
        <source>{name} has no tag called “{tag}”; it has: {known}.</source>
        <translation>{name} 没有名为“{tag}”的标签；现有：{known}。</translation>
    </message>
    <message>
        <source>{name} has {channels} channels; at most {limit_channels} can be kept. Split it, or mix it down.</source>
        <translation>{name} 有 {channels} 个声道；最多可保留 {limit_channels} 个。请拆分或混音。</translation>
    </message>
    <message>
        <source>{name} holds no sound.</source>
        <translation>{name} 中没有声音。</translation>
    </message>
    <message>
        <source>{name} holds {channels} channels: the {channels_in} of the recording were mixed together (the first stays left, the second right, the others go to both).</source>
        <translation>{name} 容纳 {channels} 个声道：录音的 {channels_in} 个声道已混合（第一个在左，第二个在右，其余两边都有）。</translation>
    </message>
    <message>
        <source>{name} is a Sound Designer file of old Macs, half of which is lost elsewhere; convert it to WAV on a Mac.</source>
        <translation>{name} 是旧款 Mac 的 Sound Designer 文件，在其他系统上会丢失一半；请在 Mac 上转换为 WAV。</translation>
    </message>
    <message>
        <source>{name} is a dictation in a secret format; export it as WAV or MP3 with Sony&apos;s Sound Organizer.</source>
        <translation>{name} 是保密格式的录音笔文件；请用索尼 Sound Organizer 导出为 WAV 或 MP3。</translation>
    </message>
    <message>
        <source>{name} is a dictation in a secret format; export it as WAV or MP3 with the dictation software of OM System (Olympus) or Philips.</source>
        <translation>{name} 是保密格式的录音笔文件；请用 OM System（Olympus）或 Philips 的听写软件导出为 WAV 或 MP3。</translation>
    </message>
    <message>
        <source>{name} is a folder; choose the sound files inside it.</source>
        <translation>{name} 是文件夹；请选择其中的声音文件。</translation>
    </message>
    <message>
        <source>{name} is a folder; name a .sqc file.</source>
        <translation>{name} 是文件夹；请指定一个 .sqc 文件。</translation>
    </message>
    <message>
        <source>{name} is a link or no plain file; originals of that kind always stay.</source>
        <translation>{name} 是链接或不是普通文件；这类原件总会保留。</translation>
    </message>
    <message>
        <source>{name} is a project of Audacity, not a recording; open it there and export the sound as WAV or FLAC.</source>
        <translation>{name} 是 Audacity 工程，不是录音；请在 Audacity 中打开并导出为 WAV 或 FLAC。</translation>
    </message>
    <message>
        <source>{name} is a voice message in Skype&apos;s SILK format, which cannot be decoded here; save it as MP3 in the program it is from.</source>
        <translation>{name} 是 Skype 的 SILK 格式语音消息，此处无法解码；请在来源程序中另存为 MP3。</translation>
    </message>
    <message>
        <source>{name} is a waveform cache of another version; delete it.</source>
        <translation>{name} 是另一版本的波形缓存；请删除它。</translation>
    </message>
    <message>
        <source>{name} is cut off before its first sound; look for another copy.</source>
        <translation>{name} 在第一个声音之前就被截断；请寻找另一份副本。</translation>
    </message>
    <message>
        <source>{name} is damaged ({reason}); make a whole file of it with “sqcodec repair”.</source>
        <translation>{name} 已损坏（{reason}）；请用“sqcodec repair”制作完整的文件。</translation>
    </message>
    <message>
        <source>{name} is damaged after {at_s:.1f} s; look for another copy, or repair it with its own tools.</source>
        <translation>{name} 在 {at_s:.1f} 秒之后损坏；请寻找另一份副本，或用相应工具修复。</translation>
    </message>
    <message>
        <source>{name} is damaged: none of its sound can be decoded; look for another copy.</source>
        <translation>{name} 已损坏：其声音完全无法解码；请寻找另一份副本。</translation>
    </message>
    <message>
        <source>{name} is empty (0 bytes); look for another copy of it.</source>
        <translation>{name} 是空的（0 字节）；请寻找另一份副本。</translation>
    </message>
    <message>
        <source>{name} is in a format that cannot be decoded; convert it to WAV.</source>
        <translation>{name} 的格式无法解码；请转换为 WAV。</translation>
    </message>
    <message>
        <source>{name} is incomplete: its index (the moov part) is missing, as when a recording or a download was cut off; get it again, or repair it with a tool such as untrunc.</source>
        <translation>{name} 不完整：缺少索引（moov 部分），像是录音或下载被中断；请重新获取，或用 untrunc 之类的工具修复。</translation>
    </message>
    <message>
        <source>{name} is incomplete: its index (the pakt chunk) is missing, as when a recording or a download was cut off; get it again.</source>
        <translation>{name} 不完整：缺少索引（pakt 部分），像是录音或下载被中断；请重新获取。</translation>
    </message>
    <message>
        <source>{name} is no picture that players know; use JPEG or PNG.</source>
        <translation>{name} 不是播放器认识的图片；请使用 JPEG 或 PNG。</translation>
    </message>
    <message>
        <source>{name} is no report of a blind test.</source>
        <translation>{name} 不是盲听测试报告。</translation>
    </message>
    <message>
        <source>{name} is no report of a blind test: it is too large.</source>
        <translation>{name} 不是盲听测试报告：文件太大。</translation>
    </message>
    <message>
        <source>{name} is no waveform cache; delete it.</source>
        <translation>{name} 不是波形缓存；请删除它。</translation>
    </message>
    <message>
        <source>{name} is not an audio file, whatever its name says; choose a sound file.</source>
        <translation>{name} 不是声音文件，不管名称怎么写；请选择声音文件。</translation>
    </message>
    <message>
        <source>{name} is not an ordinary file; copy its sound to a file first.</source>
        <translation>{name} 不是普通文件；请先把声音复制到文件中。</translation>
    </message>
    <message>
        <source>{name} is not there (any more); check the name and the folder.</source>
        <translation>{name} 不在（或已不在）那里；请检查名称和文件夹。</translation>
    </message>
    <message>
        <source>{name} is not there any more.</source>
        <translation>{name} 已不存在。</translation>
    </message>
    <message>
        <source>{name} is not there; check the name and the folder.</source>
        <translation>{name} 不在那里；请检查名称和文件夹。</translation>
    </message>
    <message>
        <source>{name} is only a pointer to a piece on a CD, not its sound; copy the CD with a program for that, as WAV.</source>
        <translation>{name} 只是指向 CD 曲目的链接，不含声音；请用抓轨程序把 CD 复制为 WAV。</translation>
    </message>
    <message>
        <source>{name} is packed with LPAC, which cannot be unpacked here; unpack it to WAV with its own program.</source>
        <translation>{name} 用 LPAC 压缩，此处无法解压；请用其自带程序解压为 WAV。</translation>
    </message>
    <message>
        <source>{name} is packed with OptimFROG, which cannot be unpacked here; unpack it to WAV with its own program.</source>
        <translation>{name} 用 OptimFROG 压缩，此处无法解压；请用其自带程序解压为 WAV。</translation>
    </message>
    <message>
        <source>{name} is protected against copying (DRM); only the program that it was bought for plays it.</source>
        <translation>{name} 受版权保护（DRM）；只有购买时所用的程序才能播放。</translation>
    </message>
    <message>
        <source>{name} is this project&apos;s own model: nobody else published weights of it.</source>
        <translation>{name} 是本项目自己的模型：没有别人发布过它的权重。</translation>
    </message>
    <message>
        <source>{name} may not be read by you; change its permissions or copy it elsewhere.</source>
        <translation>您无权读取 {name}；请更改权限或复制到别处。</translation>
    </message>
    <message>
        <source>{name} may not be written by you here; choose another folder.</source>
        <translation>您无权在这里写入 {name}；请选择另一个文件夹。</translation>
    </message>
    <message>
        <source>{name} was not written: a sample is not a number or infinite near {at_s:.1f} s; check the source there.</source>
        <translation>{name} 没有写入：{at_s:.1f} 秒附近有一个采样值不是数字或为无穷大；请检查来源的那一处。</translation>
    </message>
    <message>
        <source>{name} was not written: it would need {channels} channels, and {container} holds {most_channels}; choose .wav.</source>
        <translation>{name} 没有写入：需要 {channels} 个声道，而 {container} 容纳 {most_channels} 个；请选择 .wav。</translation>
    </message>
    <message>
        <source>{name} was not written: there is no sound to put into it.</source>
        <translation>{name} 没有写入：没有可放入的声音。</translation>
    </message>
    <message>
        <source>{name} was not written: this app writes .wav, .flac, .opus and .mp3; choose one of these.</source>
        <translation>{name} 没有写入：本程序写 .wav、.flac、.opus 和 .mp3；请选择其中之一。</translation>
    </message>
    <message>
        <source>{name} was written by a newer version of this program; update it.</source>
        <translation>{name} 由本程序的较新版本写成；请更新。</translation>
    </message>
    <message>
        <source>{name}: a passage of at least {shortest_s:g} s is needed; choose a longer one.</source>
        <translation>{name}：需要至少 {shortest_s:g} 秒的片段；请选择更长的。</translation>
    </message>
    <message>
        <source>{name}: {what}</source>
        <translation>{name}：{what}</translation>
    </message>
    <message>
        <source>{page} was not written: a test in it cannot be understood.</source>
        <translation>{page} 未写入：其中有一个测试无法理解。</translation>
    </message>
    <message>
        <source>{quality}: {reason}</source>
        <translation>{quality}：{reason}</translation>
    </message>
    <message>
        <source>{sentence} {advice}</source>
        <translation>{sentence}{advice}</translation>
    </message>
    <message>
        <source>{sidecar} could not be read: {reason}.</source>
        <translation>无法读取 {sidecar}：{reason}。</translation>
    </message>
    <message>
        <source>{sidecar} is no checksum file.</source>
        <translation>{sidecar} 不是校验和文件。</translation>
    </message>
    <message>
        <source>{size_bytes:,} bytes belong to nothing</source>
        <translation>有 {size_bytes:,} 字节不属于任何部分</translation>
    </message>
    <message>
        <source>{small} is a part of a recording, or several: it cannot be made again of one. It stays as it is.</source>
        <translation>{small} 是一段录音的一部分，或由多段组成：不能从一段录音重新制作。它保持不变。</translation>
    </message>
    <message>
        <source>{small} is already there, but it is no whole .sqc file; move it away, or have it overwritten.</source>
        <translation>{small} 已经存在，但不是完整的 .sqc 文件；请移走它，或选择覆盖。</translation>
    </message>
    <message>
        <source>{small} is already there, but it was not made of all of {source_name} as it is now; move it away, or have it overwritten.</source>
        <translation>{small} 已经存在，但不是由现在的整个 {source_name} 制作的；请移走它，或选择覆盖。</translation>
    </message>
    <message>
        <source>{small} was changed while it was made again; it stays as it is. Try again when nothing writes to it.</source>
        <translation>{small} 在重新制作时被更改了；它保持不变。没有程序写入它时请再试一次。</translation>
    </message>
    <message>
        <source>{small}: {problem} The original stays.</source>
        <translation>{small}：{problem} 原件会保留。</translation>
    </message>
    <message>
        <source>{source} ({model}) can be made smaller to {names}, not to {wished}.</source>
        <translation>{source}（{model}）可以缩小到 {names}，不能缩小到 {wished}。</translation>
    </message>
    <message>
        <source>{source} and {small} are one and the same file; it stays.</source>
        <translation>{source} 和 {small} 是同一个文件；它会保留。</translation>
    </message>
    <message>
        <source>{source} belongs to the program; it stays.</source>
        <translation>{source} 属于程序；它会保留。</translation>
    </message>
    <message>
        <source>{source} could not be read to its end this time; {small} stays as it is.</source>
        <translation>{source} 这次没能读到结尾；{small} 保持不变。</translation>
    </message>
    <message>
        <source>{source} could not be read: {reason}.</source>
        <translation>无法读取 {source}：{reason}。</translation>
    </message>
    <message>
        <source>{source} did not come out as it should; nothing was written.</source>
        <translation>{source} 的结果不符合要求；没有写入任何内容。</translation>
    </message>
    <message>
        <source>{source} ends early: what is whole of it was compressed.</source>
        <translation>{source} 提前结束：其中完好的部分已压缩。</translation>
    </message>
    <message>
        <source>{source} has {n} sound tracks, and its small file holds one of them. It stays.</source>
        <translation>{source} 有 {n} 条音轨，小文件只包含其中一条。它会保留。</translation>
    </message>
    <message>
        <source>{source} holds no lower quality than {model}; encode the original anew.</source>
        <translation>{source} 不含比 {model} 更低的音质；请重新编码原件。</translation>
    </message>
    <message>
        <source>{source} is a film: its pictures are in no small file. It stays.</source>
        <translation>{source} 是视频：其画面不在任何小文件中。它会保留。</translation>
    </message>
    <message>
        <source>{source} is damaged, and nobody knows how much of its sound is lost: {reason}</source>
        <translation>{source} 已损坏，没有人知道丢失了多少声音：{reason}</translation>
    </message>
    <message>
        <source>{source} is damaged, but all of its sound was read.</source>
        <translation>{source} 已损坏，但全部声音都已读出。</translation>
    </message>
    <message>
        <source>{source} is not the recording that it was made from: the SHA-256 differs.</source>
        <translation>{source} 不是制成它的那份录音：SHA-256 不同。</translation>
    </message>
    <message>
        <source>{source} is not what {small} was made of any more; {small} stays as it is.</source>
        <translation>{source} 已不是制作 {small} 时的那个文件；{small} 保持不变。</translation>
    </message>
    <message>
        <source>{source} is the recording that it was made from (SHA-256).</source>
        <translation>{source} 就是制成它的那份录音（SHA-256）。</translation>
    </message>
    <message>
        <source>{source} or its small file was changed after the check. The original stays.</source>
        <translation>{source} 或其小文件在检查之后被更改。原件会保留。</translation>
    </message>
    <message>
        <source>{source} says that it is {model}, but its layers are others.</source>
        <translation>{source} 自称是 {model}，但其各层并非如此。</translation>
    </message>
    <message>
        <source>{source} stays: there is no trash on its disk that one may use.</source>
        <translation>{source} 会保留：它所在的磁盘没有可用的回收站。</translation>
    </message>
    <message>
        <source>{source} stays: {reason}.</source>
        <translation>{source} 保留不动：{reason}。</translation>
    </message>
    <message>
        <source>{source} was changed while it was looked at. It stays; try again when it is at rest.</source>
        <translation>{source} 在查看时被更改。它会保留；等它不再变动时再试。</translation>
    </message>
    <message>
        <source>{source} was changed while it was read; try again when it is at rest.</source>
        <translation>{source} 在读取时被更改；等它不再变动时再试。</translation>
    </message>
    <message>
        <source>{source} was whole already; this is a copy of it.</source>
        <translation>{source} 原本就完整；这是它的副本。</translation>
    </message>
    <message>
        <source>{source}: source and target are the same file; choose another name or folder.</source>
        <translation>{source}：来源和目标是同一个文件；请选择另一个名称或文件夹。</translation>
    </message>
    <message>
        <source>{source}: the recording is longer than what was written. Try again.</source>
        <translation>{source}：录音比写入的内容长。请重试。</translation>
    </message>
    <message>
        <source>{source}: the recording is shorter than what was written. Try again.</source>
        <translation>{source}：录音比写入的内容短。请重试。</translation>
    </message>
    <message>
        <source>{source}: what was written decodes to another length. Try again.</source>
        <translation>{source}：写入的内容解码后长度不同。请重试。</translation>
    </message>
    <message>
        <source>{source}: what was written does not read back ({reason}). Try again.</source>
        <translation>{source}：写入的内容无法读回（{reason}）。请重试。</translation>
    </message>
    <message>
        <source>{source}: {reason}; choose other times.</source>
        <translation>{source}：{reason}；请选择其他时间。</translation>
    </message>
    <message>
        <source>{start_s:.1f}–{stop_s:.1f} s</source>
        <translation>{start_s:.1f}–{stop_s:.1f} 秒</translation>
    </message>
    <message>
        <source>{target} is a folder; name a file as the target.</source>
        <translation>{target} 是文件夹；请指定一个文件作为目标。</translation>
    </message>
    <message>
        <source>{target} is already there, but as {found}, not as {expected}; move it away, or have it overwritten.</source>
        <translation>{target} 已存在，但其格式是 {found}，而不是 {expected}；请将其移走，或允许覆盖。</translation>
    </message>
    <message>
        <source>{target} is already there, but it is no whole recording of that format; move it away, or have it overwritten.</source>
        <translation>{target} 已存在，但不是该格式的完整录音；请将其移走，或允许覆盖。</translation>
    </message>
    <message>
        <source>{target} is already there, but it is not as long as what {source_name} becomes; move it away, or have it overwritten.</source>
        <translation>{target} 已存在，但长度与 {source_name} 还原后的不同；请将其移走，或允许覆盖。</translation>
    </message>
    <message>
        <source>{target} is already there; choose another name, or --exists overwrite.</source>
        <translation>{target} 已存在；请换一个名称，或使用 --exists overwrite。</translation>
    </message>
    <message>
        <source>{target} is already there; it was left as it is.</source>
        <translation>{target} 已经存在；保持不变。</translation>
    </message>
    <message>
        <source>{target} is already there; name a new folder for the kit.</source>
        <translation>{target} 已经存在；请为存档包指定新文件夹。</translation>
    </message>
    <message>
        <source>{target} was not written: {kind} holds {known}, not {sample_format}.</source>
        <translation>{target} 没有写入：{kind} 中是 {known}，而不是 {sample_format}。</translation>
    </message>
    <message>
        <source>{what} (at byte {offset:,})</source>
        <translation>{what}（位于第 {offset:,} 字节）</translation>
    </message>
    <message>
        <source>{what} (for {name})</source>
        <translation>{what}（{name} 需要）</translation>
    </message>
    <message>
        <source>{what}.</source>
        <translation>{what}。</translation>
    </message>
    <message>
        <source>{where} ({reason})</source>
        <translation>{where}（{reason}）</translation>
    </message>
    <message>
        <source>{where} and {count} more</source>
        <translation>{where} 以及另外 {count} 处</translation>
    </message>
    <message>
        <source>“{letter}” cannot be in a file name; leave it out.</source>
        <translation>“{letter}”不能出现在文件名中；请去掉它。</translation>
    </message>
    <message>
        <source>“{placeholder}” has to be in it, so that results of different recordings have different names.</source>
        <translation>其中必须有“{placeholder}”，这样不同录音的结果才有不同的名称。</translation>
    </message>
    <message>
        <source>“{placeholder}” means nothing here; there are {known}.</source>
        <translation>“{placeholder}”在这里没有意义；可用的有 {known}。</translation>
    </message>
    <message>
        <source>the header is damaged: its checksum is wrong</source>
        <translation>文件头已损坏：校验和不对</translation>
    </message>
    <message>
        <source>the header is lost</source>
        <translation>文件头丢失</translation>
    </message>
    <message>
        <source>the length of the source is not that of the sound</source>
        <translation>来源的长度与声音的长度不符</translation>
    </message>
    <message>
        <source>the levels are not a list of 1 to 16 numbers</source>
        <translation>级数不是 1 到 16 个数字的列表</translation>
    </message>
    <message>
        <source>the levels of these entropy tables make no sense</source>
        <translation>这些熵表的级数没有意义</translation>
    </message>
    <message>
        <source>the marks of the source make no sense</source>
        <translation>来源的标记没有意义</translation>
    </message>
    <message>
        <source>the name of an attachment is longer than 255 bytes</source>
        <translation>一个附件的名称超过 255 字节</translation>
    </message>
    <message>
        <source>the parts stand in the wrong order</source>
        <translation>各部分的顺序不对</translation>
    </message>
    <message>
        <source>the record is too short for what it holds</source>
        <translation>记录对其内容来说太短</translation>
    </message>
    <message>
        <source>the shape of these entropy tables makes no sense</source>
        <translation>这些熵表的形状没有意义</translation>
    </message>
    <message>
        <source>the statistics are not finite numbers</source>
        <translation>统计值不是有限的数字</translation>
    </message>
    <message>
        <source>the tags of the source are not lists of texts</source>
        <translation>来源的标签不是文本列表</translation>
    </message>
    <message>
        <source>the tokens are not those that the footer&apos;s SHA-256 names</source>
        <translation>编码数据与文件尾的 SHA-256 不符</translation>
    </message>
    <message>
        <source>the tracks of the source are not texts</source>
        <translation>来源的音轨说明不是文本</translation>
    </message>
    <message>
        <source>these entropy tables belong to other weights</source>
        <translation>这些熵表属于其他权重</translation>
    </message>
    <message>
        <source>this file is empty</source>
        <translation>这个文件是空的</translation>
    </message>
    <message>
        <source>this file was made with other weights, settings or channels than the first</source>
        <translation>这个文件与第一个文件的权重、设置或声道不同</translation>
    </message>
    <message>
        <source>this is not a .sqc file</source>
        <translation>这不是 .sqc 文件</translation>
    </message>
    <message>
        <source>this is not a file of entropy tables</source>
        <translation>这不是熵表文件</translation>
    </message>
    <message>
        <source>this is not the block that the footer names</source>
        <translation>这不是文件尾所说的块</translation>
    </message>
    <message>
        <source>this stretch was lost before the file was repaired</source>
        <translation>这一段在文件修复之前就丢失了</translation>
    </message>
    <message>
        <source>this unfinished file was begun with other settings or from another source</source>
        <translation>这个未完成的文件是用其他设置或由其他来源开始的</translation>
    </message>
    <message>
        <source>what was lost of the source is no list of spans</source>
        <translation>来源丢失的内容不是一个区间列表</translation>
    </message>
    <message>
        <source>The connection broke while {name} was fetched. What has arrived is kept: fetch it again to go on.</source>
        <translation>获取 {name} 时连接中断。已收到的部分会保留：再次获取即可继续。</translation>
    </message>
    <message>
        <source>The server that has the qualities answered with error {status}, so {model} was not fetched. Try again later.</source>
        <translation>提供音质模型的服务器返回了错误 {status}，因此没有获取 {model}。请稍后再试。</translation>
    </message>
    <message>
        <source>The server that has the qualities could not be reached, so {model} was not fetched. Check the connection to the internet and try again.</source>
        <translation>无法连接到提供音质模型的服务器，因此没有获取 {model}。请检查网络连接后重试。</translation>
    </message>
    <message>
        <source>The server does not have {model} any more: there is nothing at {address}.</source>
        <translation>服务器上已没有 {model}：{address} 处没有任何内容。</translation>
    </message>
    <message>
        <source>What answers at {url} is not the server that has the qualities. Check whether your network asks you to log in first.</source>
        <translation>{url} 处应答的不是提供音质模型的服务器。请检查您的网络是否要求先登录。</translation>
    </message>
    <message>
        <source>What arrived for {name} cannot be used. {reason}</source>
        <translation>收到的 {name} 无法使用。{reason}</translation>
    </message>
    <message>
        <source>{name} arrived damaged: it is not what was announced. It was removed; fetch it again.</source>
        <translation>{name} 收到时已损坏，与所公布的不符。它已被删除；请重新获取。</translation>
    </message>
    <message>
        <source>This computer is set to stay without network (HF_HUB_OFFLINE), and {name} is not on it.</source>
        <translation>这台电脑设置为不使用网络（HF_HUB_OFFLINE），而 {name} 不在其上。</translation>
    </message>
    <message>
        <source>The quality {name} is not on this computer. The window “Qualities” shows how to get it.</source>
        <translation>音质 {name} 不在这台电脑上。“音质”窗口会说明如何获得。</translation>
    </message>
    <message>
        <source>This file was made with a set of {name} that is not on this computer (its number begins with {sha256}). “Import…” in the window “Qualities” takes it from the computer that made the file, or from an archive kit of it.</source>
        <translation>此文件是用一组不在这台电脑上的 {name} 制作的（其编号以 {sha256} 开头）。“音质”窗口里的“导入……”可从制作该文件的电脑或其存档包取得。</translation>
    </message>
    <message>
        <source>The set of {name} that is needed (its number: {sha256}) is not on this computer. “Import…” in the window “Qualities” takes it from the computer that made the file, or from an archive kit of it.</source>
        <translation>所需的一组 {name}（编号：{sha256}）不在这台电脑上。“音质”窗口里的“导入……”可从制作该文件的电脑或其存档包取得。</translation>
    </message>
    <message>
        <source>{model} was not found in {folder} or the folders in it.</source>
        <translation>在 {folder} 及其子文件夹中没有找到{model}。</translation>
    </message>
    <message>
        <source>No model that this program knows was found in {folder} or the folders in it.</source>
        <translation>在 {folder} 及其子文件夹中没有找到本程序认识的模型。</translation>
    </message>
    <message>
        <source>The model could not be written to {folder}: {reason}.</source>
        <translation>无法把模型写入 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>The model could not be written to {target}: {reason}.</source>
        <translation>无法把模型写入 {target}：{reason}。</translation>
    </message>
    <message>
        <source>The model in {folder} is {set_name}, not {name}.</source>
        <translation>{folder} 中的模型是{set_name}，不是{name}。</translation>
    </message>
    <message>
        <source>The model in {folder} could not be removed: {reason}.</source>
        <translation>无法删除 {folder} 中的模型：{reason}。</translation>
    </message>
    <message>
        <source>The model in {path} is damaged. Get it again in the window “Qualities”, or install the program again.</source>
        <translation>{path} 中的模型已损坏。请在“音质”窗口重新获取，或重新安装程序。</translation>
    </message>
    <message>
        <source>What is in {path} is no model that this program knows.</source>
        <translation>{path} 中的内容不是本程序认识的模型。</translation>
    </message>
    <message>
        <source>The model in {path} cannot be read: {reason}.</source>
        <translation>无法读取 {path} 中的模型：{reason}。</translation>
    </message>
    <message>
        <source>The model in {path} is damaged, or of another version of this program.</source>
        <translation>{path} 中的模型已损坏，或属于本程序的其他版本。</translation>
    </message>
    <message>
        <source>What is in {source} is not {model}, or it is damaged.</source>
        <translation>{source} 中的内容不是{model}，或已损坏。</translation>
    </message>
    <message>
        <source>{model} came with the program; it stays.</source>
        <translation>{model}随程序附带；它会保留。</translation>
    </message>
    <message>
        <source>The model is damaged, or of another version of this program.</source>
        <translation>模型已损坏，或属于本程序的其他版本。</translation>
    </message>
    <message>
        <source>the set of {model} with the number {hash}</source>
        <translation>{model}的编号为 {hash} 的一组</translation>
    </message>
    <message>
        <source>this file was made with another quality, other settings or channels than the first</source>
        <translation>此文件的音质、设置或声道与第一个不同</translation>
    </message>
    <message>
        <source>{name} came with this program: there is nothing to get.</source>
        <translation>{name}随本程序附带：无需获取。</translation>
    </message>
    <message>
        <source>The server does not say how {name} can be checked, so nothing could prove that the right file came. It was not fetched.</source>
        <translation>服务器没有说明如何核对 {name}，因此无法证明收到的是正确的文件。没有获取它。</translation>
    </message>
    <message>
        <source>The page was not made, because a part of {name} is not on this computer: “Import…” in the window “Qualities” takes it from the computer that made the file.</source>
        <translation>没有制作网页，因为 {name} 的一部分不在这台电脑上：可在“音质”窗口用“导入……”从制作该文件的电脑取得。</translation>
    </message>
    <message>
        <source>{engine} does not give the right sound on this computer.</source>
        <translation>{engine} 在这台电脑上得不到正确的声音。</translation>
    </message>
    <message>
        <source>{source}: what was written has another length than the recording. Try again.</source>
        <translation>{source}：写出的内容与录音长度不同。请再试一次。</translation>
    </message>
    <message>
        <source>It has another length than it should.</source>
        <translation>其长度与应有的不同。</translation>
    </message>
    <message>
        <source>The sound could not be kept for listening ({reason}); make room on the disk of your home folder and open it again.</source>
        <translation>无法保留声音供收听（{reason}）；请在您的主文件夹所在磁盘腾出空间，然后重新打开。</translation>
    </message>
    <message>
        <source>{source} is not the recording that it was made from, or it was changed since.</source>
        <translation>{source} 不是制作它时所用的录音，或后来被更改过。</translation>
    </message>
    <message>
        <source>{source} holds no lower quality than {model}; make the original small anew.</source>
        <translation>{source} 不包含比{model}更低的音质；请重新把原件变小。</translation>
    </message>
    <message>
        <source>The {channels} channels are kept.</source>
        <translation>{channels} 个声道都会保留。</translation>
    </message>
    <message>
        <source>it sounds worse from {start_s:.1f} s to {stop_s:.1f} s: a piece of it is damaged</source>
        <translation>从 {start_s:.1f} 秒到 {stop_s:.1f} 秒音质较差：其中一段已损坏</translation>
    </message>
    <message>
        <source>it does not fit {model}, which it names</source>
        <translation>它与所写的{model}不符</translation>
    </message>
    <message>
        <source>{length} sound worse than the rest: pieces of the file are damaged.</source>
        <translation>有 {length} 比其余部分音质差：文件的某些部分已损坏。</translation>
    </message>
    <message>
        <source>{source} says that it is {model}, but it is not.</source>
        <translation>{source} 自称是{model}，但并不是。</translation>
    </message>
    <message>
        <source>Make an archive kit of {target} before you update this program: what plays it was not kept ({reason})</source>
        <translation>更新本程序之前，请为 {target} 制作存档包：播放它所需的部分没有保留下来（{reason}）</translation>
    </message>
    <message>
        <source>The model in {path} is damaged, or is none; get or import it again.</source>
        <translation>{path} 中的模型已损坏或不是模型；请重新获取或导入。</translation>
    </message>
    <message>
        <source>{what}</source>
        <translation>{what}</translation>
    </message>
    <message>
        <source>{error} {duration_s:.1f} s from {start_s:.1f} s on are lost, silence in their place.</source>
        <translation>{error}从 {start_s:.1f} 秒起丢失 {duration_s:.1f} 秒，以静音代替。</translation>
    </message>
    <message>
        <source>{length} sound worse than the rest: the file was damaged before it was repaired.</source>
        <translation>有 {length} 比其余部分音质差：文件在修复之前已损坏。</translation>
    </message>
    <message>
        <source>some of it is not what was written</source>
        <translation>其中一部分与写入时不符</translation>
    </message>
    <message>
        <source>its beginning is damaged</source>
        <translation>其开头已损坏</translation>
    </message>
    <message>
        <source>its beginning is lost</source>
        <translation>其开头丢失</translation>
    </message>
    <message>
        <source>a piece of another file stands in it</source>
        <translation>其中混入了另一个文件的一段</translation>
    </message>
    <message>
        <source>almost all of it is missing</source>
        <translation>几乎全部缺失</translation>
    </message>
    <message>
        <source>its end is missing, as its making was interrupted or the end was lost</source>
        <translation>缺少结尾，因为制作被中断或结尾丢失</translation>
    </message>
    <message>
        <source>something in it does not belong there</source>
        <translation>其中有不属于它的内容</translation>
    </message>
    <message>
        <source>something in it is missing, or does not belong there</source>
        <translation>其中有内容缺失，或有不属于它的内容</translation>
    </message>
    <message>
        <source>its pieces do not stand where they should</source>
        <translation>其各部分不在应在的位置</translation>
    </message>
    <message>
        <source>a piece of it is lost</source>
        <translation>其中一段丢失</translation>
    </message>
    <message>
        <source>a piece of it stands twice; the first is used</source>
        <translation>其中一段出现两次；使用第一次的</translation>
    </message>
    <message>
        <source>{count} pieces of it are lost</source>
        <translation>其中 {count} 段丢失</translation>
    </message>
    <message>
        <source>the beginning of a part is lost</source>
        <translation>一个部分的开头丢失</translation>
    </message>
    <message>
        <source>a piece of it is damaged</source>
        <translation>其中一段已损坏</translation>
    </message>
    <message>
        <source>a piece of it needs something that is not on this computer</source>
        <translation>其中一段需要的内容不在这台电脑上</translation>
    </message>
    <message>
        <source>its end is missing</source>
        <translation>缺少结尾</translation>
    </message>
    <message>
        <source>damaged places could not be read</source>
        <translation>损坏之处无法读取</translation>
    </message>
    <message>
        <source>{name} begins like a {kind} file, but nothing in it can be played; look for another copy.</source>
        <translation>{name} 的开头像 {kind} 文件，但其中没有可播放的内容；请找另一份副本。</translation>
    </message>
    <message>
        <source>{name} is a voice message in Skype&apos;s SILK format, which cannot be read here; save it as MP3 in the program it is from.</source>
        <translation>{name} 是 Skype 的 SILK 格式语音消息，这里无法读取；请在原来的程序中存为 MP3。</translation>
    </message>
    <message>
        <source>{name} is damaged: none of its sound can be read; look for another copy.</source>
        <translation>{name} 已损坏：其声音完全无法读取；请找另一份副本。</translation>
    </message>
    <message>
        <source>{name} is in a format that cannot be read here; convert it to WAV.</source>
        <translation>{name} 的格式在这里无法读取；请转换为 WAV。</translation>
    </message>
    <message>
        <source>{name} is incomplete: its index is missing, as when a recording or a download was cut off; get it again, or repair it with a tool such as untrunc.</source>
        <translation>{name} 不完整：缺少其索引，如同录音或下载中断时那样；请重新获取，或用 untrunc 之类的工具修复。</translation>
    </message>
    <message>
        <source>{name} is incomplete: its index is missing, as when a recording or a download was cut off; get it again.</source>
        <translation>{name} 不完整：缺少其索引，如同录音或下载中断时那样；请重新获取。</translation>
    </message>
    <message>
        <source>a part of the model with the number {hash}</source>
        <translation>编号为 {hash} 的模型部分</translation>
    </message>
    <message>
        <source>the file or its folder is not there</source>
        <translation>文件或其文件夹不存在</translation>
    </message>
    <message>
        <source>you have no permission for it</source>
        <translation>您没有相应的权限</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>your share of the disk is full</source>
        <translation>您的磁盘配额已用完</translation>
    </message>
    <message>
        <source>the disk can only be read</source>
        <translation>磁盘为只读</translation>
    </message>
    <message>
        <source>the disk, or the way to it, has failed</source>
        <translation>磁盘或与它的连接出现故障</translation>
    </message>
    <message>
        <source>its name is too long</source>
        <translation>名称太长</translation>
    </message>
    <message>
        <source>its path leads through something that is no folder</source>
        <translation>路径中有一部分不是文件夹</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>它是一个文件夹</translation>
    </message>
    <message>
        <source>there is something of that name</source>
        <translation>已有同名的文件或文件夹</translation>
    </message>
    <message>
        <source>another program uses it</source>
        <translation>另一个程序正在使用它</translation>
    </message>
    <message>
        <source>it is too large for this disk</source>
        <translation>对这个磁盘来说太大</translation>
    </message>
    <message>
        <source>too many files are open</source>
        <translation>打开的文件太多</translation>
    </message>
    <message>
        <source>the disk or the network did not answer</source>
        <translation>磁盘或网络没有响应</translation>
    </message>
    <message>
        <source>the folder on the network is another one now</source>
        <translation>网络上的文件夹已经变了</translation>
    </message>
    <message>
        <source>the connection to the disk is broken</source>
        <translation>与磁盘的连接已断开</translation>
    </message>
    <message>
        <source>the disk is not there any more</source>
        <translation>磁盘已不在</translation>
    </message>
    <message>
        <source>its contents make no sense</source>
        <translation>其内容没有意义</translation>
    </message>
    <message>
        <source>What is whole of it can still be heard and restored.</source>
        <translation>其中完好的部分仍然可以收听和还原。</translation>
    </message>
    <message>
        <source>{name} is damaged ({reason}); leave it out of the kit, or make it anew.</source>
        <translation>{name} 已损坏（{reason}）；请不要放入存档包，或重新制作。</translation>
    </message>
    <message>
        <source>OpenVINO computes on the processor alone; choose the processor with it in the settings.</source>
        <translation>OpenVINO 只在处理器上运算；请在设置中同时选择处理器。</translation>
    </message>
    <message>
        <source>OpenVINO is not installed on this computer; choose whatever is fastest in the settings.</source>
        <translation>这台电脑上没有安装 OpenVINO；请在设置中选择最快的方式。</translation>
    </message>
    <message>
        <source>This computer has no such graphics processor that could be used; choose the fastest there is, or the processor, in the settings.</source>
        <translation>这台电脑没有可用的此类图形处理器；请在设置中选择最快的设备或处理器。</translation>
    </message>
    <message>
        <source>The fast way to compute could not be used here; the work was done in the usual way.</source>
        <translation>此处无法使用快速的运算方式；已改用通常的方式完成。</translation>
    </message>
    <message>
        <source>{target} is already there; choose another name.</source>
        <translation>{target} 已存在；请换一个名称。</translation>
    </message>
    <message>
        <source>“{title}”</source>
        <translation>“{title}”</translation>
    </message>
</context>
<context>
    <name>log</name>
    <message>
        <source>Something unforeseen happened ({reason}); details are in the log file.</source>
        <translation>发生了意料之外的情况（{reason}）；详情见日志文件。</translation>
    </message>
</context>
<context>
    <name>menus</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Queue</source>
        <translation>列表(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Open rec&amp;ent</source>
        <translation>最近打开(&amp;E)</translation>
    </message>
</context>
<context>
    <name>needs</name>
    <message>
        <source>It was made with a set of “{title}” (number {hash}…) that is not on this computer.</source>
        <translation>它是用一组“{title}”制作的（编号 {hash}…），这一组不在这台电脑上。</translation>
    </message>
    <message>
        <source>The published set may be the right one or another: when it is here, that is checked.</source>
        <translation>已发布的一组可能正是它，也可能不是：取得后会核对。</translation>
    </message>
    <message>
        <source>The “{title}” that is here is another set.</source>
        <translation>本机的“{title}”是另一组。</translation>
    </message>
    <message>
        <source>It is on the computer that made the file, or in an archive kit of it: Import… takes it.</source>
        <translation>它在制作该文件的电脑上，或在其存档包里：用“导入……”取得。</translation>
    </message>
</context>
<context>
    <name>places</name>
    <message>
        <source>strongly different</source>
        <translation>差别很大</translation>
    </message>
    <message>
        <source>clearly different</source>
        <translation>差别明显</translation>
    </message>
    <message>
        <source>a little different</source>
        <translation>略有差别</translation>
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
        <translation>{title}（预览音质）</translation>
    </message>
    <message>
        <source>Tiny</source>
        <translation>微小</translation>
    </message>
    <message>
        <source>Words stay understandable</source>
        <translation>能听懂字句</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>紧凑</translation>
    </message>
    <message>
        <source>Easy to understand; voices are recognised</source>
        <translation>容易听懂，能辨认嗓音</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清晰</translation>
    </message>
    <message>
        <source>Good for listening: what most recordings want</source>
        <translation>适合收听：适用于大多数录音</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>Trained for a short time: the published one is much better.</source>
        <translation>训练时间很短：已发布的好得多。</translation>
    </message>
    <message>
        <source>{name}: {promise}</source>
        <translation>{name}：{promise}</translation>
    </message>
    <message>
        <source>{promise}. {more}</source>
        <translation>{promise}。{more}</translation>
    </message>
    <message>
        <source>Closest to the original</source>
        <translation>最接近原件</translation>
    </message>
    <message>
        <source>Still being trained: Opus sounds better in files of this size, where it has any.</source>
        <translation>仍在训练中：在 Opus 能做到的相同文件大小下，Opus 听起来更好。</translation>
    </message>
    <message>
        <source>came with the program</source>
        <translation>随程序附带</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>已导入</translation>
    </message>
    <message>
        <source>fetched</source>
        <translation>已获取</translation>
    </message>
    <message>
        <source>kept from an earlier version, for the files made with it</source>
        <translation>从旧版本保留，供用它制成的文件使用</translation>
    </message>
    <message>
        <source>from the authors of the codec, whose packages are under the MIT licence</source>
        <translation>来自编解码器的作者，其软件包采用 MIT 许可证</translation>
    </message>
    <message>
        <source>trained with this program; those that come with it are under the MIT licence</source>
        <translation>用本程序训练；随程序附带的采用 MIT 许可证</translation>
    </message>
    <message>
        <source>a model without a description</source>
        <translation>没有说明的模型</translation>
    </message>
    <message>
        <source>Nothing above {khz} kHz is kept.</source>
        <translation>{khz} kHz 以上的部分不保留。</translation>
    </message>
    <message>
        <source>From the newer family of models.</source>
        <translation>来自较新的模型系列。</translation>
    </message>
    <message>
        <source>words stay understandable</source>
        <translation>能听懂字句</translation>
    </message>
    <message>
        <source>clear speech</source>
        <translation>语音清楚</translation>
    </message>
    <message>
        <source>good speech</source>
        <translation>语音良好</translation>
    </message>
    <message>
        <source>easy to understand</source>
        <translation>容易听懂</translation>
    </message>
    <message>
        <source>good for listening</source>
        <translation>适合收听</translation>
    </message>
    <message>
        <source>understandable, voices change a little</source>
        <translation>能听懂，嗓音略有变化</translation>
    </message>
    <message>
        <source>closest to the original</source>
        <translation>最接近原件</translation>
    </message>
    <message>
        <source>speech and simple music</source>
        <translation>语音和简单的音乐</translation>
    </message>
    <message>
        <source>the most faithful</source>
        <translation>最忠实</translation>
    </message>
    <message>
        <source>understandable speech</source>
        <translation>能听懂的语音</translation>
    </message>
    <message>
        <source>voices recognisable</source>
        <translation>能辨认嗓音</translation>
    </message>
</context>
<context>
    <name>queue</name>
    <message>
        <source>Its quality is missing</source>
        <translation>缺少其音质模型</translation>
    </message>
    <message>
        <source>Listen to this one</source>
        <translation>请听这一个</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>已核对</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>正在准备……</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>To listen to</source>
        <translation>可收听</translation>
    </message>
    <message>
        <source>Not whole</source>
        <translation>不完好</translation>
    </message>
    <message>
        <source>{n} s lost</source>
        <translation>丢失 {n} 秒</translation>
    </message>
    <message>
        <source>Make small</source>
        <translation>变小</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>还原</translation>
    </message>
    <message>
        <source>Small recording</source>
        <translation>小录音</translation>
    </message>
    <message>
        <source>Track {n}</source>
        <translation>音轨 {n}</translation>
    </message>
    <message>
        <source>original in the trash</source>
        <translation>原件在回收站中</translation>
    </message>
    <message>
        <source>This sounds like music: Opus or FLAC keeps it better.</source>
        <translation>这听起来像音乐：Opus 或 FLAC 能更好地保存它。</translation>
    </message>
    <message>
        <source>{name} is not there any more.</source>
        <translation>{name} 已不存在。</translation>
    </message>
    <message>
        <source>{name} was changed since: it is not what the small file was made of.</source>
        <translation>{name} 之后被更改过：小文件并不是由它制作的。</translation>
    </message>
    <message>
        <source>{before} → about {after}</source>
        <translation>{before} → 约 {after}</translation>
    </message>
    <message>
        <source>left from last time</source>
        <translation>上次剩下</translation>
    </message>
    <message>
        <source>mono</source>
        <translation>单声道</translation>
    </message>
    <message>
        <source>stereo</source>
        <translation>立体声</translation>
    </message>
    <message>
        <source>{n} channels</source>
        <translation>{n} 个声道</translation>
    </message>
    <message>
        <source>To be made again; until then its small file stays</source>
        <translation>将重新制作；在此之前小文件保留</translation>
    </message>
    <message>
        <source>Used instead: {name}</source>
        <translation>使用的是：{name}</translation>
    </message>
    <message>
        <source>→ {name}, not there any more</source>
        <translation>→ {name}，已不存在</translation>
    </message>
    <message>
        <source>→ {name} beside it</source>
        <translation>→ 旁边的 {name}</translation>
    </message>
    <message>
        <source>→ {name} in {folder}</source>
        <translation>→ {folder} 中的 {name}</translation>
    </message>
    <message>
        <source>smaller copy: {name}</source>
        <translation>更小的副本：{name}</translation>
    </message>
    <message>
        <source>{n} done</source>
        <translation>{n} 个完成</translation>
    </message>
    <message>
        <source>{n} of them not whole</source>
        <translation>其中 {n} 个不完好</translation>
    </message>
    <message>
        <source>{n} failed</source>
        <translation>{n} 个失败</translation>
    </message>
    <message>
        <source>{n} cancelled or skipped</source>
        <translation>{n} 个取消或跳过</translation>
    </message>
    <message>
        <source>Sound track</source>
        <translation>音轨</translation>
    </message>
    <message>
        <source>All, one file each</source>
        <translation>全部，各存为一个文件</translation>
    </message>
</context>
<context>
    <name>recordings_folder</name>
    <message>
        <source>Recordings</source>
        <translation>录音</translation>
    </message>
</context>
<context>
    <name>roles</name>
    <message>
        <source>Original</source>
        <translation>原件</translation>
    </message>
    <message>
        <source>Small file</source>
        <translation>小文件</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>还原件</translation>
    </message>
</context>
<context>
    <name>saving</name>
    <message>
        <source>{name} - blind test</source>
        <translation>{name} - 盲听测试</translation>
    </message>
    <message>
        <source>Save the report, or choose one to add to</source>
        <translation>保存报告，或选择一个来添加</translation>
    </message>
    <message>
        <source>Reports (*.html)</source>
        <translation>报告 (*.html)</translation>
    </message>
    <message>
        <source>Added to {name}, which has {n} tests now.</source>
        <translation>已加入 {name}，其中现有 {n} 次测试。</translation>
    </message>
    <message>
        <source>Saved: {name}, and beside it the same for checking.</source>
        <translation>已保存：{name}，旁边还有供核对的同样内容。</translation>
    </message>
</context>
<context>
    <name>status_line</name>
    <message>
        <source>as chosen</source>
        <translation>按所选</translation>
    </message>
    <message>
        <source>no graphics card found</source>
        <translation>没有找到显卡</translation>
    </message>
    <message>
        <source>the fastest here</source>
        <translation>本机最快</translation>
    </message>
    <message>
        <source>The graphics card computes: {name}.</source>
        <translation>由显卡运算：{name}。</translation>
    </message>
    <message>
        <source>It was found, and is taken by itself.</source>
        <translation>已找到，并自动采用。</translation>
    </message>
    <message>
        <source>The processor computes: {name}.</source>
        <translation>由处理器运算：{name}。</translation>
    </message>
    <message>
        <source>So it was chosen in the settings.</source>
        <translation>这是在设置中选定的。</translation>
    </message>
    <message>
        <source>No graphics card was found that this program can compute with.</source>
        <translation>没有找到本程序能用来运算的显卡。</translation>
    </message>
    <message>
        <source>One from NVIDIA, or a computer from Apple, would be used by itself: long recordings would be ready sooner (by how much was not measured yet), and would sound the same.</source>
        <translation>NVIDIA 显卡或 Apple 电脑会自动采用：长录音会更快完成（快多少尚未测量），声音不变。</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>正在准备……</translation>
    </message>
    <message>
        <source>What does the work</source>
        <translation>由什么来运算</translation>
    </message>
    <message>
        <source>No sound device</source>
        <translation>没有声音设备</translation>
    </message>
    <message>
        <source>Nothing can be played until one is connected; all else works.</source>
        <translation>接上声音设备之前无法播放；其他功能照常。</translation>
    </message>
    <message>
        <source>No network needed</source>
        <translation>不需要网络</translation>
    </message>
    <message>
        <source>All work is done on this machine; nothing is sent anywhere.</source>
        <translation>所有工作都在这台电脑上完成；不会向任何地方发送任何内容。</translation>
    </message>
    <message>
        <source>{device} ({engine})</source>
        <translation>{device}（{engine}）</translation>
    </message>
    <message>
        <source>Device not found</source>
        <translation>没有找到设备</translation>
    </message>
</context>
<context>
    <name>stopping</name>
    <message>
        <source>Stop the test?</source>
        <translation>停止测试？</translation>
    </message>
    <message>
        <source>Stop the test now? The trials that are missing will count against a result.</source>
        <translation>现在停止测试吗？缺少的轮次会对结果不利。</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>继续(&amp;G)</translation>
    </message>
</context>
<context>
    <name>totals</name>
    <message>
        <source>Paused: {over} of {total} finished</source>
        <translation>已暂停：已完成 {over}，共 {total}</translation>
    </message>
    <message>
        <source>{over} of {total} finished</source>
        <translation>已完成 {over}，共 {total}</translation>
    </message>
    <message>
        <source>{n} waiting</source>
        <translation>{n} 个等待中</translation>
    </message>
    <message>
        <source>{n} to listen to</source>
        <translation>{n} 个可收听</translation>
    </message>
    <message>
        <source>{total} in the list, all finished</source>
        <translation>列表中有 {total} 个，全部完成</translation>
    </message>
    <message>
        <source>{total} in the list: {how}</source>
        <translation>列表中有 {total} 个：{how}</translation>
    </message>
    <message>
        <source> · {before} → about {after}</source>
        <translation> · {before} → 约 {after}</translation>
    </message>
    <message>
        <source> · {before} → {after}</source>
        <translation> · {before} → {after}</translation>
    </message>
    <message>
        <source> · opened and not whole: {n}</source>
        <translation> · 已打开但不完好：{n}</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>{n} s left</source>
        <translation>还剩 {n} 秒</translation>
    </message>
    <message>
        <source>{n} min left</source>
        <translation>还剩 {n} 分钟</translation>
    </message>
    <message>
        <source>{h} h {m} min left</source>
        <translation>还剩 {h} 小时 {m} 分钟</translation>
    </message>
    <message>
        <source>{n} × real time</source>
        <translation>{n} × 实时速度</translation>
    </message>
    <message>
        <source>{n} kbit/s</source>
        <translation>{n} kbit/s</translation>
    </message>
</context>
</TS>
