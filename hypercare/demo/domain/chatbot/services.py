"""What people depend on in the support chatbot."""

RETURNS = "Returns dialogue"
HAND_OFF = "Hand-off to people"
ANSWERS = "Knowledge answers"
MODELS = "Model gateway"
WIDGET = "Chat widget"
CONSOLE = "Agent console"
