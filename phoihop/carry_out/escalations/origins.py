"""How a task that comes from a directive says so: the name of what it points at."""

#: `tasks.Task.origin_type` of what a directive ordered; `origin_id` is the directive's primary key.
DIRECTIVE = "escalations.directive"
