// Everything in Azure that Dropbatch needs, in one resource group: storage, Service Bus, Event Grid, Batch, and an identity
// for each service with the roles that its code needs and no other. deploy/README.md says how to deploy it. main.json is the
// same as an ARM template; deploy/checks writes it and compares the two.
//
// Queues, topics, subscriptions, rules, containers and event filters are read from deploy/local, where a laptop's topology
// comes from too: the two cannot drift.
targetScope = 'resourceGroup'

@description('The beginning of the names of all resources. Namespace and accounts need names that nobody else has, so that they get a suffix.')
@minLength(3)
@maxLength(11)
param name string = 'dropbatch'

param location string = resourceGroup().location

@description('Standard handles some two hundred tasks in a second; Premium more, at a fixed price.')
@allowed([
  'Standard'
  'Premium'
])
param serviceBusSku string = 'Standard'

@description('The address that the cluster issues tokens under. Empty: no service can sign in until it is given.')
param oidcIssuer string = ''

param kubernetesNamespace string = 'dropbatch'

@description('The name of the Helm release; service accounts are called <release>-<service>.')
@maxLength(52)
param release string = 'dropbatch'

@description('The service account of KEDA, as <namespace>:<name>, if it is to read the lengths of queues. Usually keda:keda-operator.')
param kedaServiceAccount string = ''

@description('The object id of the people who submit drops and read results. Empty: nobody but the services has access.')
param usersObjectId string = ''

@allowed([
  'Group'
  'User'
  'ServicePrincipal'
])
param usersType string = 'Group'

@description('The object id of who looks after the system: may do what the services may, which "dropbatch doctor" and the live check try. Empty: nobody.')
param operatorObjectId string = ''

@allowed([
  'Group'
  'User'
  'ServicePrincipal'
])
param operatorType string = 'User'

@description('Access by account keys too: connection strings in a Secret, signatures for nodes. Off unless identities cannot be used.')
param allowKeys bool = false

@description('The id of a Log Analytics workspace for the logs of Batch, Service Bus and Event Grid. Empty: they are not kept.')
param logWorkspace string = ''

@description('The id of a key vault, if nodes are to be made in this subscription and count against its quota. Empty: Batch makes them in its own.')
param keyVault string = ''

@description('The monitor reads how much waits in queues; the only role of Service Bus that allows it may do everything there.')
param backlogMetrics bool = true

@description('Results-service shows, sends again and discards the dead letters of every queue and subscription; to find them takes the same role.')
param deadLetterConsole bool = false

@description('Days after which drops and their results are deleted. 0: never.')
@minValue(0)
param keepDropsDays int = 0

@description('Days after which plans and records of levels are deleted. No job may be open for as long.')
@minValue(60)
param keepRecordsDays int = 90

var suffix = uniqueString(resourceGroup().id)

var bus = loadJsonContent('../local/servicebus.json').UserConfig.Namespaces[0]
var storageTopology = loadJsonContent('../local/storage.json')

var services = [
  'submission'
  'scheduler'
  'monitor'
  'results'
]

var subscriptions = flatten(map(bus.Topics, topic => map(topic.Subscriptions, subscription => {
  topic: topic.Name
  name: subscription.Name
  properties: subscription.Properties
  rules: subscription.?Rules ?? []
})))

var queueNames = map(bus.Queues, queue => (queue.Name))
var topicNames = map(bus.Topics, topic => (topic.Name))
var subscriptionPaths = map(subscriptions, subscription => '${subscription.topic}/${subscription.name}')

var rules = flatten(map(subscriptions, subscription => map(subscription.rules, rule => {
  subscription: '${subscription.topic}/${subscription.name}'
  name: rule.Name
  properties: rule.Properties
})))

// Azure gives every new subscription the rule $Default, which passes everything. A subscription with rules of its own gets
// one instead that passes nothing: nothing has to be deleted by hand, and a deployment that is repeated mends it.
var filtered = filter(subscriptions, subscription => !empty(subscription.rules))

var deadLetters = 'event-dead-letters'
var containerNames = concat(storageTopology.containers, [deadLetters])

var roles = {
  blobReader: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'
  blobContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  tableContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  busReceiver: '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0'
  busSender: '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39'
  busOwner: '090c5cfd-751d-490a-894a-3ce6f1109419'
  batchData: '6aaa78f1-f7de-44ca-8722-c64a23943cae'
  batchReader: '11076f67-66f6-4be0-8f6b-f0609fd05cc9'
  identityOperator: 'f1a07417-d97a-45cb-824c-7a7467783830'
}

// ---------------------------------------------------------------------------------------------------------- identities

// One for each service, so that each has only what its own code needs.
resource identities 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = [for service in services: {
  name: '${name}-${service}'
  location: location
}]

// Nodes carry it: the harness and the user's command read inputs and write outputs with it.
resource nodes 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-nodes'
  location: location
}

resource keda 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = if (!empty(kedaServiceAccount)) {
  name: '${name}-keda'
  location: location
}

resource federations 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2023-01-31' = [for (service, i) in services: if (!empty(oidcIssuer)) {
  parent: identities[i]
  name: '${kubernetesNamespace}-${release}'
  properties: {
    issuer: oidcIssuer
    subject: 'system:serviceaccount:${kubernetesNamespace}:${release}-${service}'
    audiences: ['api://AzureADTokenExchange']
  }
}]

resource kedaFederation 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2023-01-31' = if (!empty(kedaServiceAccount) && !empty(oidcIssuer)) {
  parent: keda
  name: 'keda'
  properties: {
    issuer: oidcIssuer
    subject: 'system:serviceaccount:${kedaServiceAccount}'
    audiences: ['api://AzureADTokenExchange']
  }
}

// ------------------------------------------------------------------------------------------------------------- storage

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: toLower(replace('${name}${suffix}', '-', ''))
  location: location
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
  properties: {
    // Folders of a hierarchical namespace are blobs in a listing, and its events tell of files before they are whole.
    isHnsEnabled: false
    accessTier: 'Hot'
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    allowBlobPublicAccess: false
    allowSharedKeyAccess: allowKeys
    defaultToOAuthAuthentication: !allowKeys
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' = {
  parent: account
  name: 'default'
  properties: {
    // Of containers only: a status is overwritten every second while its job runs, and each former one would be kept.
    containerDeleteRetentionPolicy: {
      enabled: true
      days: 7
    }
  }
}

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = [for container in containerNames: {
  parent: blobs
  name: container
  properties: { publicAccess: 'None' }
}]

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2023-05-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          // Not windows/, which say which files belong together, nor harness/, which is the same for all jobs.
          name: 'records'
          type: 'Lifecycle'
          definition: {
            filters: {
              blobTypes: ['blockBlob']
              prefixMatch: [
                'system/plans/'
                'system/levels/'
                'system/merges/'
              ]
            }
            actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: keepRecordsDays } } }
          }
        }
        {
          name: 'event-dead-letters'
          type: 'Lifecycle'
          definition: {
            filters: {
              blobTypes: ['blockBlob']
              prefixMatch: ['${deadLetters}/']
            }
            actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: 30 } } }
          }
        }
        {
          name: 'drops'
          type: 'Lifecycle'
          enabled: keepDropsDays > 0
          definition: {
            filters: {
              blobTypes: ['blockBlob']
              prefixMatch: [
                'inbox/'
                'outputs/'
              ]
            }
            actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: max(keepDropsDays, 1) } } }
          }
        }
      ]
    }
  }
}

// --------------------------------------------------------------------------------------------------------- Service Bus

resource namespace 'Microsoft.ServiceBus/namespaces@2021-11-01' = {
  name: '${name}-${suffix}'
  location: location
  sku: {
    name: serviceBusSku
    tier: serviceBusSku
  }
  properties: {
    disableLocalAuth: !allowKeys
  }
}

resource queues 'Microsoft.ServiceBus/namespaces/queues@2021-11-01' = [for queue in bus.Queues: {
  parent: namespace
  name: queue.Name
  properties: {
    lockDuration: queue.Properties.LockDuration
    maxDeliveryCount: queue.Properties.MaxDeliveryCount
    defaultMessageTimeToLive: queue.Properties.DefaultMessageTimeToLive
    deadLetteringOnMessageExpiration: queue.Properties.DeadLetteringOnMessageExpiration
    // Cannot be changed later: a queue without it has to be deleted and made again.
    requiresDuplicateDetection: queue.Properties.RequiresDuplicateDetection
    duplicateDetectionHistoryTimeWindow: queue.Properties.DuplicateDetectionHistoryTimeWindow
    requiresSession: queue.Properties.RequiresSession
  }
}]

resource topics 'Microsoft.ServiceBus/namespaces/topics@2021-11-01' = [for topic in bus.Topics: {
  parent: namespace
  name: topic.Name
  properties: {
    defaultMessageTimeToLive: topic.Properties.DefaultMessageTimeToLive
    requiresDuplicateDetection: topic.Properties.RequiresDuplicateDetection
    duplicateDetectionHistoryTimeWindow: topic.Properties.DuplicateDetectionHistoryTimeWindow
  }
}]

resource topicSubscriptions 'Microsoft.ServiceBus/namespaces/topics/subscriptions@2021-11-01' = [for subscription in subscriptions: {
  parent: topics[indexOf(topicNames, subscription.topic)]
  name: subscription.name
  properties: {
    lockDuration: subscription.properties.LockDuration
    maxDeliveryCount: subscription.properties.MaxDeliveryCount
    defaultMessageTimeToLive: subscription.properties.DefaultMessageTimeToLive
    deadLetteringOnMessageExpiration: subscription.properties.DeadLetteringOnMessageExpiration
    requiresSession: subscription.properties.RequiresSession
  }
}]

resource subscriptionRules 'Microsoft.ServiceBus/namespaces/topics/subscriptions/rules@2021-11-01' = [for rule in rules: {
  parent: topicSubscriptions[indexOf(subscriptionPaths, rule.subscription)]
  name: rule.name
  properties: rule.properties.FilterType == 'Sql' ? {
    filterType: 'SqlFilter'
    sqlFilter: { sqlExpression: rule.properties.?SqlFilter.?SqlExpression }
  } : {
    filterType: 'CorrelationFilter'
    correlationFilter: { properties: rule.properties.?CorrelationFilter.?Properties }
  }
}]

resource defaultRules 'Microsoft.ServiceBus/namespaces/topics/subscriptions/rules@2021-11-01' = [for subscription in filtered: {
  parent: topicSubscriptions[indexOf(subscriptionPaths, '${subscription.topic}/${subscription.name}')]
  name: '$Default'
  properties: {
    filterType: 'SqlFilter'
    sqlFilter: { sqlExpression: '1=0' }
  }
  // After the others: Azure may take $Default away as the first of them comes.
  dependsOn: [subscriptionRules]
}]

// ---------------------------------------------------------------------------------------------------------- Event Grid

resource blobEvents 'Microsoft.EventGrid/systemTopics@2022-06-15' = {
  name: '${name}-blobs'
  location: location
  identity: { type: 'SystemAssigned' }
  properties: {
    source: account.id
    topicType: 'Microsoft.Storage.StorageAccounts'
  }
}

resource eventSubscriptions 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2022-06-15' = [for source in storageTopology.events: {
  parent: blobEvents
  name: source.name
  properties: {
    deliveryWithResourceIdentity: {
      identity: { type: 'SystemAssigned' }
      destination: {
        endpointType: 'ServiceBusQueue'
        properties: { resourceId: resourceId('Microsoft.ServiceBus/namespaces/queues', namespace.name, source.queue) }
      }
    }
    // Without it an event is dropped when it cannot be delivered for a day; the sweeps then find the drop later.
    deadLetterWithResourceIdentity: {
      identity: { type: 'SystemAssigned' }
      deadLetterDestination: {
        endpointType: 'StorageBlob'
        properties: {
          resourceId: account.id
          blobContainerName: deadLetters
        }
      }
    }
    eventDeliverySchema: source.schema
    filter: {
      includedEventTypes: ['Microsoft.Storage.BlobCreated']
      subjectBeginsWith: '/blobServices/default/containers/${source.container}/blobs/${source.prefix}'
      subjectEndsWith: source.suffix
      advancedFilters: concat([
        {
          // Only what tells of a whole blob: an append blob is announced when it is still empty.
          operatorType: 'StringIn'
          key: 'data.api'
          values: source.operations
        }
      ], empty(source.?notEndsWith) ? [] : [
        {
          // The services' own status would wake them with every line that they write.
          operatorType: 'StringNotEndsWith'
          key: 'subject'
          values: source.?notEndsWith
        }
      ])
    }
    retryPolicy: {
      maxDeliveryAttempts: 30
      eventTimeToLiveInMinutes: 1440
    }
  }
  dependsOn: [
    queues
    deliveryGrants
    deadLetterGrant
  ]
}]

// --------------------------------------------------------------------------------------------------------------- Batch

// A new account's quota of dedicated cores may be 0 and that of active jobs and schedules 100: ask for more in the portal
// (Batch account, Quotas) before the first drop.
resource batch 'Microsoft.Batch/batchAccounts@2023-11-01' = {
  name: toLower(replace('${name}${suffix}', '-', ''))
  location: location
  properties: {
    poolAllocationMode: empty(keyVault) ? 'BatchService' : 'UserSubscription'
    keyVaultReference: empty(keyVault) ? null : {
      id: keyVault
      url: 'https://${last(split(keyVault, '/'))}${environment().suffixes.keyvaultDns}/'
    }
    allowedAuthenticationModes: concat(['AAD'], allowKeys ? ['SharedKey'] : [])
    publicNetworkAccess: 'Enabled'
  }
}

// --------------------------------------------------------------------------------------------------------------- roles

var containerGrants = [
  // Looks for the application that a workload names.
  { who: 'submission', container: 'applications', role: roles.blobReader }
  // Reads the workload of a drop.
  { who: 'submission', container: 'workloads', role: roles.blobReader }
  // Lists a drop, reads its manifest and its row files. It writes nothing there.
  { who: 'submission', container: 'inbox', role: roles.blobReader }
  // Reads the row file that a drop was split into.
  { who: 'submission', container: 'outputs', role: roles.blobReader }
  // Writes plans and windows, reads what a split has made.
  { who: 'submission', container: 'system', role: roles.blobContributor }
  // Reads plans and verified outputs, writes the harness and the lists of merges. It only names blobs of the other containers.
  { who: 'scheduler', container: 'system', role: roles.blobContributor }
  // Reads the markers of tasks.
  { who: 'monitor', container: 'outputs', role: roles.blobReader }
  // Writes the records of levels.
  { who: 'monitor', container: 'system', role: roles.blobContributor }
  // Writes _status.json beside the trigger; reads the drop for what the result leaves out.
  { who: 'results', container: 'inbox', role: roles.blobContributor }
  // Lists and reads outputs, writes manifest.json.
  { who: 'results', container: 'outputs', role: roles.blobContributor }
  // Writes the verified outputs of levels and its notes of markers.
  { who: 'results', container: 'system', role: roles.blobContributor }
]

resource containerAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for grant in containerGrants: {
  name: guid(account.id, grant.container, name, grant.who, grant.role)
  scope: containers[indexOf(containerNames, grant.container)]
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', grant.role)
    principalId: identities[indexOf(services, grant.who)].properties.principalId
    principalType: 'ServicePrincipal'
  }
}]

// Each service creates its own table at its first start, which takes the role on the account: a table that is not there yet
// cannot be the scope of one.
resource tableAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (service, i) in services: {
  name: guid(account.id, name, service, roles.tableContributor)
  scope: account
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.tableContributor)
    principalId: identities[i].properties.principalId
    principalType: 'ServicePrincipal'
  }
}]

var nodeGrants = [
  // The job preparation task downloads the application.
  { container: 'applications', role: roles.blobReader }
  // Tasks download their inputs.
  { container: 'inbox', role: roles.blobReader }
  // Tasks upload what they staged, and merges download it. No built-in role may write and not delete.
  { container: 'outputs', role: roles.blobContributor }
  // The harness, and the lists of shared files and merges.
  { container: 'system', role: roles.blobReader }
]

resource nodeAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for grant in nodeGrants: {
  name: guid(account.id, grant.container, name, 'nodes', grant.role)
  scope: containers[indexOf(containerNames, grant.container)]
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', grant.role)
    principalId: nodes.properties.principalId
    principalType: 'ServicePrincipal'
  }
}]

var queueGrants = concat([
  // Reacts to the events of the inbox.
  { who: 'submission', queue: 'storage-events', role: roles.busReceiver }
  // Reacts to the events of markers.
  { who: 'monitor', queue: 'task-signals', role: roles.busReceiver }
], flatten(map(filter(services, service => (service != 'monitor')), service => [
  // Takes its own commands; the monitor has none.
  { who: service, queue: '${service}-work', role: roles.busReceiver }
  // Sends itself the next step of long work.
  { who: service, queue: '${service}-work', role: roles.busSender }
])))

resource queueAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for grant in queueGrants: {
  name: guid(namespace.id, grant.queue, name, grant.who, grant.role)
  scope: queues[indexOf(queueNames, grant.queue)]
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', grant.role)
    principalId: identities[indexOf(services, grant.who)].properties.principalId
    principalType: 'ServicePrincipal'
  }
}]

var topicGrants = [
  // submission.accepted and its like.
  { who: 'submission', topic: 'submissions' }
  // job.queued, job.scheduled, job.closed and their like.
  { who: 'scheduler', topic: 'jobs' }
  // job.progressed, level.completed and their like.
  { who: 'monitor', topic: 'jobs' }
  // task.completed.
  { who: 'monitor', topic: 'tasks' }
  // level.verified.
  { who: 'results', topic: 'jobs' }
  // cancel.requested, retry.requested, split.verified and their like.
  { who: 'results', topic: 'submissions' }
  // output.ready and its like.
  { who: 'results', topic: 'outputs' }
]

resource topicAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for grant in topicGrants: {
  name: guid(namespace.id, grant.topic, name, grant.who, roles.busSender)
  scope: topics[indexOf(topicNames, grant.topic)]
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.busSender)
    principalId: identities[indexOf(services, grant.who)].properties.principalId
    principalType: 'ServicePrincipal'
  }
}]

// A service receives from the subscriptions that have its name, alone or before a hyphen.
resource subscriptionAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (subscription, i) in subscriptions: if (contains(services, split(subscription.name, '-')[0])) {
  name: guid(namespace.id, subscription.topic, subscription.name, name, roles.busReceiver)
  scope: topicSubscriptions[i]
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.busReceiver)
    principalId: identities[max(indexOf(services, split(subscription.name, '-')[0]), 0)].properties.principalId
    principalType: 'ServicePrincipal'
  }
}]

// How much waits in queues and subscriptions is told to owners only. Without it the setting
// dropbatch.monitor.backlog.enabled has to be false.
resource backlogAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (backlogMetrics) {
  name: guid(namespace.id, name, 'monitor', roles.busOwner)
  scope: namespace
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.busOwner)
    principalId: identities[indexOf(services, 'monitor')].properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// To see the dead letters of every queue and subscription, to take them out and to send them again. Without it the setting
// dropbatch.results.dead-letters.enabled stays false.
resource deadLetterAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (deadLetterConsole) {
  name: guid(namespace.id, name, 'results', roles.busOwner)
  scope: namespace
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.busOwner)
    principalId: identities[indexOf(services, 'results')].properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// KEDA scales by the same numbers.
resource kedaAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(kedaServiceAccount)) {
  name: guid(namespace.id, name, 'keda', roles.busOwner)
  scope: namespace
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.busOwner)
    principalId: keda.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// The scheduler makes and resizes pools, makes jobs and adds tasks.
resource batchWriter 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(batch.id, name, 'scheduler', roles.batchData)
  scope: batch
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.batchData)
    principalId: identities[indexOf(services, 'scheduler')].properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// The monitor lists tasks, pools and nodes and reads the last lines of stderr. It changes nothing.
resource batchReaderAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(batch.id, name, 'monitor', roles.batchReader)
  scope: batch
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.batchReader)
    principalId: identities[indexOf(services, 'monitor')].properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// Who makes a pool with an identity must be allowed to hand that identity out.
resource nodeIdentityAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(nodes.id, name, 'scheduler', roles.identityOperator)
  scope: nodes
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.identityOperator)
    principalId: identities[indexOf(services, 'scheduler')].properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// Event Grid delivers under the identity of the system topic, so that no key and no open queue is needed.
resource deliveryGrants 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for source in storageTopology.events: {
  name: guid(namespace.id, source.queue, name, 'events', roles.busSender)
  scope: queues[indexOf(queueNames, source.queue)]
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.busSender)
    principalId: blobEvents.identity.principalId
    principalType: 'ServicePrincipal'
  }
}]

// It writes what it could not deliver.
resource deadLetterGrant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, deadLetters, name, 'events', roles.blobContributor)
  scope: containers[indexOf(containerNames, deadLetters)]
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobContributor)
    principalId: blobEvents.identity.principalId
    principalType: 'ServicePrincipal'
  }
}

var userGrants = [
  // Publish an application.
  { container: 'applications', role: roles.blobContributor }
  // Publish a workload.
  { container: 'workloads', role: roles.blobContributor }
  // Submit a drop, read its status.
  { container: 'inbox', role: roles.blobContributor }
  // Download results.
  { container: 'outputs', role: roles.blobReader }
]

resource userAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for grant in userGrants: if (!empty(usersObjectId)) {
  name: guid(account.id, grant.container, name, usersObjectId, grant.role)
  scope: containers[indexOf(containerNames, grant.container)]
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', grant.role)
    principalId: usersObjectId
    principalType: usersType
  }
}]

// "dropbatch events" reads the subscriptions called all, whose messages nobody else takes.
resource userEvents 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (subscription, i) in subscriptions: if (!empty(usersObjectId) && (subscription.name == 'all')) {
  name: guid(namespace.id, subscription.topic, subscription.name, name, usersObjectId)
  scope: topicSubscriptions[i]
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.busReceiver)
    principalId: usersObjectId
    principalType: usersType
  }
}]

var operatorRoles = [
  roles.blobContributor
  roles.tableContributor
]

// The doctor tries every right of the services and compares every setting of the bus; the live check drops and reads.
resource operatorStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in operatorRoles: if (!empty(operatorObjectId)) {
  name: guid(account.id, name, 'operator', operatorObjectId, role)
  scope: account
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    principalId: operatorObjectId
    principalType: operatorType
  }
}]

resource operatorBus 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(operatorObjectId)) {
  name: guid(namespace.id, name, 'operator', operatorObjectId, roles.busOwner)
  scope: namespace
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.busOwner)
    principalId: operatorObjectId
    principalType: operatorType
  }
}

resource operatorBatch 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(operatorObjectId)) {
  name: guid(batch.id, name, 'operator', operatorObjectId, roles.batchData)
  scope: batch
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.batchData)
    principalId: operatorObjectId
    principalType: operatorType
  }
}

// --------------------------------------------------------------------------------------------------------- diagnostics

resource batchLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (!empty(logWorkspace)) {
  name: 'dropbatch'
  scope: batch
  properties: {
    workspaceId: logWorkspace
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
  }
}

resource busLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (!empty(logWorkspace)) {
  name: 'dropbatch'
  scope: namespace
  properties: {
    workspaceId: logWorkspace
    logs: [
      {
        // Who changed what; the log of each message costs more than the messages.
        category: 'OperationalLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

resource eventLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (!empty(logWorkspace)) {
  name: 'dropbatch'
  scope: blobEvents
  properties: {
    workspaceId: logWorkspace
    logs: [
      {
        category: 'DeliveryFailures'
        enabled: true
      }
    ]
  }
}

resource storageLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (!empty(logWorkspace)) {
  name: 'dropbatch'
  scope: blobs
  properties: {
    workspaceId: logWorkspace
    logs: [
      {
        // Who deleted an output; reads and writes would be millions of lines.
        category: 'StorageDelete'
        enabled: true
      }
    ]
  }
}

// ------------------------------------------------------------------------------------------------------------- outputs

@description('Values for the Helm chart, as they are.')
output values object = {
  azure: {
    cloud: environment().name
    storage: {
      blobEndpoint: account.properties.primaryEndpoints.blob
      tableEndpoint: account.properties.primaryEndpoints.table
    }
    serviceBus: { namespace: namespace.name }
    batch: {
      endpoint: 'https://${batch.properties.accountEndpoint}'
      account: batch.name
      resourceId: batch.id
      identity: nodes.id
    }
  }
  services: {
    submission: { clientId: identities[indexOf(services, 'submission')].properties.clientId }
    scheduler: { clientId: identities[indexOf(services, 'scheduler')].properties.clientId }
    monitor: { clientId: identities[indexOf(services, 'monitor')].properties.clientId }
    results: { clientId: identities[indexOf(services, 'results')].properties.clientId }
  }
}

@description('A line for the shell, after which the command line finds all of it.')
output settings string = 'export AZURE_CLOUD=${environment().name} AZURE_STORAGE_BLOB_ENDPOINT=${account.properties.primaryEndpoints.blob} AZURE_STORAGE_TABLE_ENDPOINT=${account.properties.primaryEndpoints.table} AZURE_SERVICEBUS_NAMESPACE=${namespace.name} AZURE_BATCH_ENDPOINT=https://${batch.properties.accountEndpoint} AZURE_BATCH_ACCOUNT=${batch.name} AZURE_BATCH_RESOURCE_ID=${batch.id} AZURE_RESOURCE_GROUP=${resourceGroup().name}'

output storageAccount string = account.name
output serviceBusNamespace string = namespace.name
output batchAccount string = batch.name
output kedaClientId string = empty(kedaServiceAccount) ? '' : (keda.properties.clientId)
