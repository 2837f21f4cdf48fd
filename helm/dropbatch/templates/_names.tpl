{{/* <release>-<service>, no longer than the 63 characters that a Service's name may have. */}}
{{- define "dropbatch.name" -}}
{{ .release.Name | trunc 52 | trimSuffix "-" }}-{{ .service }}
{{- end }}

{{- define "dropbatch.selector" -}}
app.kubernetes.io/name: {{ .service }}-service
app.kubernetes.io/instance: {{ .release.Name }}
{{- end }}

{{- define "dropbatch.labels" -}}
{{ include "dropbatch.selector" . }}
app.kubernetes.io/part-of: dropbatch
app.kubernetes.io/version: {{ .chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .release.Service }}
helm.sh/chart: {{ .chart.Name }}-{{ .chart.Version }}
{{- end }}

{{/* Who reaches a service's pages: everybody in the cluster once they sign in, else who may forward a port. */}}
{{- define "dropbatch.listen" -}}
{{ if or .open (index . "sign-in" "issuer") }}0.0.0.0{{ else }}127.0.0.1{{ end }}
{{- end }}
