package messages

// reportMessages are those of the area that the file is named for.
var reportMessages = map[Key][2]string{}
