/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bw-member.h"

#include "base/bw-json.h"

#include <math.h>
#include <string.h>

#define MAX_DEPTH 32

void
bw_member_add_int (JsonBuilder *builder,
                   const char  *key,
                   gint64       value)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_int_value (builder, value);
}

void
bw_member_add_double (JsonBuilder *builder,
                      const char  *key,
                      gboolean     known,
                      double       value)
{
  json_builder_set_member_name (builder, key);
  if (known && isfinite (value))
    json_builder_add_double_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
bw_member_add_string (JsonBuilder *builder,
                      const char  *key,
                      const char  *value)
{
  json_builder_set_member_name (builder, key);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
bw_member_add_boolean (JsonBuilder *builder,
                       const char  *key,
                       gboolean     value)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_boolean_value (builder, value);
}

JsonNode *
bw_member_parse (const char *text)
{
  g_autoptr (JsonNode) root = NULL;

  if (text == NULL || !g_utf8_validate (text, -1, NULL)
      || !bw_json_is_shallow (text, strlen (text), MAX_DEPTH))
    return NULL;
  root = json_from_string (text, NULL);
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? g_steal_pointer (&root) : NULL;
}

JsonNode *
bw_member_get_value (JsonObject *object,
                     const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

gboolean
bw_member_get_int (JsonObject *object,
                   const char *key,
                   gint64     *value)
{
  JsonNode *node = bw_member_get_value (object, key);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  *value = json_node_get_int (node);
  return TRUE;
}

gboolean
bw_member_get_count (JsonObject *object,
                     const char *key,
                     guint       most,
                     guint      *value)
{
  gint64 number;

  if (!bw_member_get_int (object, key, &number) || number < 0 || number > most)
    return FALSE;
  *value = (guint) number;
  return TRUE;
}

gboolean
bw_member_get_boolean (JsonObject *object,
                       const char *key,
                       gboolean   *value)
{
  JsonNode *node = bw_member_get_value (object, key);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return FALSE;
  *value = json_node_get_boolean (node);
  return TRUE;
}

/* @node: (nullable): a value */
static gboolean
get_number (JsonNode *node,
            double    least,
            double    most,
            double   *value)
{
  GType type = node != NULL ? json_node_get_value_type (node) : G_TYPE_INVALID;
  double number;

  if (type != G_TYPE_DOUBLE && type != G_TYPE_INT64)
    return FALSE;
  number = json_node_get_double (node);
  if (!(number >= least && number <= most))
    return FALSE;
  *value = number;
  return TRUE;
}

gboolean
bw_member_get_double (JsonObject *object,
                      const char *key,
                      double      least,
                      double      most,
                      double     *value)
{
  return get_number (bw_member_get_value (object, key), least, most, value);
}

gboolean
bw_member_get_doubles (JsonObject *object,
                       const char *key,
                       guint       n,
                       double      least,
                       double      most,
                       double     *values)
{
  JsonArray *array = bw_member_get_array (object, key);

  if (array == NULL || json_array_get_length (array) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || !get_number (node, least, most, &values[i]))
        return FALSE;
    }
  return TRUE;
}

const char *
bw_member_get_string (JsonObject *object,
                      const char *key)
{
  JsonNode *node = bw_member_get_value (object, key);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

JsonArray *
bw_member_get_array (JsonObject *object,
                     const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

JsonObject *
bw_member_get_object (JsonObject *object,
                      const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}
