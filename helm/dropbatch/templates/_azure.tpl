{{/* Where Azure is, as the environment variables that the services' application.yml names. */}}
{{- define "dropbatch.azure" -}}
{{- $unset := "is not set (or name a Secret in azure.existingSecret)" -}}
{{- if not .existingSecret -}}
{{- $_ := required (printf "azure.storage.blobEndpoint %s" $unset) .storage.blobEndpoint -}}
{{- $_ := required (printf "azure.storage.tableEndpoint %s" $unset) .storage.tableEndpoint -}}
{{- $_ := required (printf "azure.serviceBus.namespace %s" $unset) .serviceBus.namespace -}}
{{- end -}}
- name: AZURE_STORAGE_BLOB_ENDPOINT
  value: {{ .storage.blobEndpoint | quote }}
- name: AZURE_STORAGE_TABLE_ENDPOINT
  value: {{ .storage.tableEndpoint | quote }}
- name: AZURE_CLOUD
  value: {{ .cloud | quote }}
- name: AZURE_SERVICEBUS_NAMESPACE
  value: {{ .serviceBus.namespace | quote }}
- name: AZURE_BATCH_ENDPOINT
  value: {{ required "azure.batch.endpoint is not set" .batch.endpoint | quote }}
- name: AZURE_BATCH_ACCOUNT
  value: {{ required "azure.batch.account is not set" .batch.account | quote }}
- name: AZURE_BATCH_RESOURCE_ID
  value: {{ .batch.resourceId | quote }}
- name: AZURE_BATCH_AUDIENCE
  value: {{ .batch.audience | quote }}
- name: DROPBATCH_BATCH_IDENTITY
  value: {{ .batch.identity | quote }}
{{- if .existingSecret }}
- name: AZURE_STORAGE_CONNECTION_STRING
  valueFrom:
    secretKeyRef: { name: {{ .existingSecret }}, key: AZURE_STORAGE_CONNECTION_STRING, optional: true }
- name: AZURE_SERVICEBUS_CONNECTION_STRING
  valueFrom:
    secretKeyRef: { name: {{ .existingSecret }}, key: AZURE_SERVICEBUS_CONNECTION_STRING, optional: true }
- name: AZURE_BATCH_ACCESS_KEY
  valueFrom:
    secretKeyRef: { name: {{ .existingSecret }}, key: AZURE_BATCH_ACCESS_KEY, optional: true }
- name: DROPBATCH_EVENT_GRID_KEY
  valueFrom:
    secretKeyRef: { name: {{ .existingSecret }}, key: DROPBATCH_EVENT_GRID_KEY, optional: true }
{{- end }}
{{- end }}
