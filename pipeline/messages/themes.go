package messages

// themesMessages are those of the area that the file is named for.
var themesMessages = map[Key][2]string{}
