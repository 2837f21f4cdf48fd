{{/* What wakes a service, by the names in deploy/local/servicebus.json: queues, and subscriptions as <topic>/<subscription>. */}}
{{- define "dropbatch.scaling.sources" -}}
submission: [storage-events, submissions/submission, submission-work]
scheduler: [submissions/scheduler, jobs/scheduler, scheduler-work]
monitor: [jobs/monitor, task-signals]
results: [submissions/results, jobs/results, tasks/results, submissions/results-history, jobs/results-history, tasks/results-history, outputs/results-history, results-work]
{{- end }}

{{/* How KEDA signs in at the bus: by an identity, or by the connection string of the Secret. */}}
{{- define "dropbatch.scaling.authentication" -}}
{{- if .scaling.kedaClientId -}}
podIdentity:
  provider: azure-workload
  identityId: {{ .scaling.kedaClientId | quote }}
{{- else -}}
secretTargetRef:
  - parameter: connection
    name: {{ required "scaling.kedaClientId is not set (or name a Secret in azure.existingSecret)" .azure.existingSecret }}
    key: AZURE_SERVICEBUS_CONNECTION_STRING
{{- end }}
{{- end }}
