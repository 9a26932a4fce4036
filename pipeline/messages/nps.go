package messages

// npsMessages are those of the area that the file is named for.
var npsMessages = map[Key][2]string{}
