// SPDX-License-Identifier: Apache-2.0
// What the service says word for word, in Chinese.
import type { Sentences } from "../sentences";

export const sentences: Sentences = {
  "seen long enough": "看到的时间已足够长",
  "somebody was told": "已通知有关人员",
  "grows worse": "情况加重",
  "nobody answers": "无人回应",
  acknowledged: "已有人处理",
  "certainly over": "确定已结束",
  "not seen for long": "长时间未再看到",
  "resolved by a person": "由人工结束",
  "not a hazard": "不是危险",
  "unseen and unanswered for a day": "一天未再看到，也无人回应",

  "no picture comes": "没有画面传来",
  "the picture stands still, without even noise, or the same pictures come again":
    "画面静止，连噪点也没有，或相同的画面反复出现",
  "the background's edges are gone and its contrast with them": "背景的边缘消失，对比度也随之消失",
  "the view is as usual, its fine edges are gone": "视野与平时一样，但细小的边缘消失了",
  "the view is not where it was": "视野不在原来的位置",
  "too dark to see anything": "太暗，什么也看不见",
  "fine detail has been fading for days": "细节几天来一直在变弱",
  "the picture cannot be judged, or not whether the camera is covered or moved":
    "无法判断画面，或无法判断摄像机是否被遮挡或移动",

  "It did not get there, and is tried again.": "未送达，将重试。",
  "It was sent. Nothing says whether it arrived.": "已发送。无法得知是否送达。",
  "The other side has it.": "对方已接收。",
  "It was heard.": "已听到。",
  "It did not get there.": "未送达。",

  "announcement proposed": "通知已提出",
  "announcement confirmed": "通知已确认",
  "announcement not confirmed in time": "通知未及时确认",
  stopped: "已停止",

  "There is no camera of this id.": "没有这个标识的摄像机。",
  "There is no incident of this number.": "没有这个编号的事件。",
  "There is no channel of this id.": "没有这个标识的渠道。",
  "There is a channel of this id already.": "已有这个标识的渠道。",
  "This channel stands in the configuration file: change it there.": "此渠道写在配置文件中，请在那里更改。",
  "The service is busy and has not done it yet. Look again.": "服务正忙，尚未完成。请再看一次。",
  "There are no words to say. Write some.": "没有要说的话。请写一些。",
  "No loudspeaker would say it. Choose another place.": "没有扬声器会播出。请选择其他地点。",
  "There are no such words to confirm: they were said, or never proposed. Propose them anew.":
    "没有可确认的内容：已经播出，或从未提出。请重新提出。",
  "It is too late to confirm these words. Propose them anew.": "确认已太迟。请重新提出。",
  "The store cannot be read at the moment.": "目前无法读取存储。",
  "A camera or another peer failed.": "摄像机或其他设备出错。",
  "This is a fault of ours; the service's log has more.": "这是我们的错误，详情见服务日志。",
  "The request's path, query or body cannot be read.": "无法读取请求的路径、查询或内容。",

  "The channel is not configured any more.": "此渠道已不再配置。",

  "Plates are not commissioned here.": "此处不审批静态画面。",
  "There is no plate of this number: newer ones came, or a newer one was approved.": "没有此编号的静态画面：已有更新的画面，或更新的画面已获批准。",
  "There is no candidate of this number.": "没有此编号的候选画面。",
  "There is no candidate #.": "没有候选画面 #。",
  "There is no plate # any more.": "静态画面 # 已不存在。",
  "There is no plate # to retire.": "没有可停用的静态画面 #。",
  "Plate # is commissioned by now.": "静态画面 # 现已获批准。",
  "Plate # is retired by now.": "静态画面 # 现已停用。",
  "Somebody has changed candidate # meanwhile.": "其间有人更改了候选画面 #。",
  "Nothing of these cells of candidate # is visible or held back.": "候选画面 # 的这些单元格中，没有可见的，也没有暂扣的。",
  "Nothing of these cells of candidate # is held back.": "候选画面 # 的这些单元格中，没有暂扣的。",
  "The store cannot be written at the moment, perhaps because its disk is full.": "目前无法写入存储，可能是磁盘已满。",

  "A zone needs a name of at most # letters, on one line.": "区域需要一个名称，最多 # 个字符，写在一行内。",
  "Three corners at least are wanted, and there are #.": "至少需要三个角点，现有 # 个。",
  "There are # corners, and # are the most; leave out those that lie on a straight line.":
    "有 # 个角点，最多只能有 # 个；请去掉位于同一直线上的角点。",
  "Corner # lies where corner # does; leave it out.": "角点 # 与角点 # 位置相同；请去掉它。",
  "Sides # and # cross or touch; give the corners in order around the place.": "第 # 条边与第 # 条边相交或相接；请沿地点四周依次设置角点。",
  "This covers # of the 3600 cells of a view, and 6 are the least that can be judged; draw it larger.":
    "它覆盖视野 3600 个单元格中的 # 个，至少要 6 个才能判断；请画大一些。",
  "A staff has four corners, two at its upper and two at its lower end.": "水尺有四个角点，上端两个，下端两个。",
  "Every mark must lie within the zone.": "每个标记都必须在区域之内。",
  "A zone is blocked after \"30 s\" at least and \"60 min\" at most.": "区域至少在“30 s”之后、至多在“60 min”之后算作堵塞。",
  "A zone that is ignore must say when it was drawn, such as drawn = 2026-05-01.":
    "“ignore”区域必须写明绘制日期，例如 drawn = 2026-05-01。",
  "A zone that is private must say when it was drawn, such as drawn = 2026-05-01.":
    "“private”区域必须写明绘制日期，例如 drawn = 2026-05-01。",
  "A view has at most # zones, not #; join some.": "一个视野最多有 # 个区域，现有 # 个；请合并一些。",
  "#% of the view is masked, where no hazard can be told": "视野的 #% 被遮蔽，那里无法报告任何危险",
};
