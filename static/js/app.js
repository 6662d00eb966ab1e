import "./time.js";
import "./keys.js";
import "./live.js";
import "./draft.js";
import "./preferences.js";
import "./toast.js";
