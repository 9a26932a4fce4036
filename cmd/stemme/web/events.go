package web

import (
	"slices"

	"stemme/cmd/stemme/web/frame"
	"stemme/pipeline/codebook"
	"stemme/pipeline/messages"
)

// An eventView is something that happened to the themes, in words.
type eventView struct {
	Day, Text, Link string
	Warning         bool // an edit that no longer applies
}

// eventsShown is how many of the newest events the page of themes tells.
const eventsShown = 20

// eventsInWords are the newest events, the newest first.
func (r *request) eventsInWords(most int) []eventView {
	var views []eventView
	for _, e := range slices.Backward(r.events) {
		if len(views) == most {
			break
		}
		if e.Event == "died" && e.Detail == "fresh" || e.Event == "born" && r.byID[e.ThemeID] == nil {
			continue // fitted says it of all, or there is none to open
		}
		v := eventView{Day: frame.DayText(r.Lang, e.Day.Time()), Warning: e.Event == "lapsed"}
		name, other := r.nameOf(e.ThemeID), ""
		if len(e.Others) > 0 {
			other = r.nameOf(e.Others[0])
		}
		switch e.Event {
		case "fitted":
			v.Text = r.Lang.Text(messages.Key("web_event_fitted_" + e.Detail))
		case "split", "merged":
			v.Text = r.Lang.Text(messages.Key("web_event_"+string(e.Event)), name, other)
		case "edited", "lapsed", "undone":
			v.Text = r.Lang.Text(messages.Key("web_event_"+string(e.Event)), r.saidInWords(&codebook.Book{}, e.Detail))
		case "shifted":
			v.Text, v.Warning = r.Lang.Text("web_event_shifted", name), true
		default:
			v.Text = r.Lang.Text(messages.Key("web_event_"+string(e.Event)), name)
		}
		if r.byID[e.ThemeID] != nil {
			v.Link = themeLink(e.ThemeID)
		}
		views = append(views, v)
	}
	return views
}
