package bi

import (
	"fmt"
)

// report is a report of one page in PBIR: the score now, month by month, and theme
// by theme.
func report(root string) []File {
	const item = schemaRoot + "item/report/"
	const definition = item + "definition/"
	page := root + "definition/pages/overblik/"
	files := []File{
		{root + "definition.pbir", indented(object{"$schema": item + "definitionProperties/2.0.0/schema.json", "version": "4.0",
			"datasetReference": object{"byPath": object{"path": "../stemme.SemanticModel"}}})},
		{root + "definition/version.json", indented(object{"$schema": definition + "versionMetadata/1.0.0/schema.json", "version": "2.0.0"})},
		{root + "definition/report.json", indented(object{"$schema": definition + "report/3.0.0/schema.json", "themeCollection": object{}})},
		{root + "definition/pages/pages.json", indented(object{"$schema": definition + "pagesMetadata/1.0.0/schema.json",
			"pageOrder": []any{"overblik"}, "activePageName": "overblik"})},
		{page + "page.json", indented(object{"$schema": definition + "page/2.0.0/schema.json", "name": "overblik", "displayName": "Overblik",
			"displayOption": "FitToPage", "height": 720, "width": 1280})},
	}
	for i, v := range []visual{
		{"nps", "card", object{"Values": fields(measure("nps", "NPS score"))}, box{20, 20, 300, 160}, only("nps", "all/all")},
		{"nps_low", "card", object{"Values": fields(measure("nps", "NPS low"))}, box{340, 20, 300, 160}, only("nps", "all/all")},
		{"nps_high", "card", object{"Values": fields(measure("nps", "NPS high"))}, box{660, 20, 300, 160}, only("nps", "all/all")},
		{"edition", "card", object{"Values": fields(column("edition", "as_of"))}, box{980, 20, 280, 160}, nil},
		{"months", "lineChart", object{"Category": fields(column("nps", "period")), "Y": fields(measure("nps", "NPS score"), measure("nps", "NPS low"), measure("nps", "NPS high"))},
			box{20, 200, 620, 500}, only("nps", "month/all")},
		{"themes", "tableEx", object{"Values": fields(column("themes", "name"), measure("theme_nps", "Theme Scored responses"), measure("theme_nps", "Theme NPS score"),
			measure("theme_nps", "Theme NPS low"), measure("theme_nps", "Theme NPS high"))}, box{660, 200, 600, 500},
			append(only("theme_nps", "all/all/discovered"), only("themes", "theme", "none")...)},
	} {
		files = append(files, File{page + "visuals/" + v.name + "/visual.json", indented(v.json(i, definition+"visualContainer/2.0.0/schema.json"))})
	}
	return files
}

// A visual is one picture of the page.
type visual struct {
	name, kind string
	roles      object
	at         box
	filters    []any
}

// A box is a place on the page.
type box struct{ x, y, width, height int }

func (v visual) json(i int, schema string) object {
	o := object{"$schema": schema, "name": v.name,
		"position": object{"x": v.at.x, "y": v.at.y, "z": i * 1000, "width": v.at.width, "height": v.at.height, "tabOrder": i * 1000},
		"visual":   object{"visualType": v.kind, "query": object{"queryState": v.roles}, "drillFilterOtherVisuals": true}}
	if v.filters != nil {
		o["filterConfig"] = object{"filters": v.filters}
	}
	return o
}

func fields(all ...object) object { return object{"projections": all} }

func field(kind, table, name string) object {
	return object{kind: object{"Expression": object{"SourceRef": object{"Entity": table}}, "Property": name}}
}

func measure(table, name string) object {
	return object{"field": field("Measure", table, name), "queryRef": table + "." + name, "nativeQueryRef": name}
}

func column(table, name string) object {
	return object{"field": field("Column", table, name), "queryRef": table + "." + name, "nativeQueryRef": name}
}

// only filters the rows of a table to some grains, so that nothing is counted twice.
func only(table string, grains ...string) []any {
	var values []any
	for _, grain := range grains {
		values = append(values, []any{object{"Literal": object{"Value": fmt.Sprintf("'%s'", grain)}}})
	}
	return []any{object{"name": table + "_grain", "field": field("Column", table, "grain"), "type": "Categorical", "filter": object{
		"Version": 2, "From": []any{object{"Name": "t", "Entity": table, "Type": 0}},
		"Where": []any{object{"Condition": object{"In": object{
			"Expressions": []any{object{"Column": object{"Expression": object{"SourceRef": object{"Source": "t"}}, "Property": "grain"}}},
			"Values":      values,
		}}}},
	}}}
}
