import "./time.js";
import "./keys.js";
import "./desk.js";
import "./live.js";
import "./menu.js";
import "./draft.js";
import "./toast.js";
import "./preferences.js";
