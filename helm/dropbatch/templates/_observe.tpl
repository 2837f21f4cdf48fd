{{/* Of what belongs to the release and to no single service. */}}
{{- define "dropbatch.observe.labels" -}}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/part-of: dropbatch
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{/* The rules as they are in the project; only their links get the addresses of the cluster's own Grafana and run books. */}}
{{- define "dropbatch.observe.rules" -}}
{{- $rules := .Files.Get "files/rules.yml" -}}
{{- with .Values.observe.rules.dashboardUrl -}}
{{- $rules = $rules | replace "dashboard_url: /d/" (printf "dashboard_url: %s/d/" (trimSuffix "/" .)) -}}
{{- end -}}
{{- with .Values.observe.rules.runbookUrl -}}
{{- $rules = $rules | replace "runbook_url: docs/runbooks/" (printf "runbook_url: %s/" (trimSuffix "/" .)) -}}
{{- end -}}
{{ $rules }}
{{- end }}
