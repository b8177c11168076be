/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-export-page.h"

#include <string.h>

typedef struct
{
  /* Owned. */
  BwSession *session;
  GSettings *settings;
  char *note;      /* (nullable) */

  gboolean any;
  gboolean ready;
} BwExportPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (BwExportPage, bw_export_page, ADW_TYPE_PREFERENCES_PAGE)

enum
{
  PROP_0,
  PROP_ANY,
  PROP_NOTE,
  PROP_READY,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

#define GET(self) ((BwExportPagePrivate *) bw_export_page_get_instance_private (self))

void
bw_export_target_clear (BwExportTarget *self)
{
  g_clear_pointer (&self->name, g_free);
}

static void
bw_export_page_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  const BwExportPagePrivate *priv = GET (BW_EXPORT_PAGE (object));

  switch (id)
    {
    case PROP_ANY:
      g_value_set_boolean (value, priv->any);
      break;
    case PROP_NOTE:
      g_value_set_string (value, priv->note);
      break;
    case PROP_READY:
      g_value_set_boolean (value, priv->ready);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bw_export_page_dispose (GObject *object)
{
  BwExportPagePrivate *priv = GET (BW_EXPORT_PAGE (object));

  g_clear_object (&priv->session);
  g_clear_object (&priv->settings);
  G_OBJECT_CLASS (bw_export_page_parent_class)->dispose (object);
}

static void
bw_export_page_finalize (GObject *object)
{
  g_free (GET (BW_EXPORT_PAGE (object))->note);
  G_OBJECT_CLASS (bw_export_page_parent_class)->finalize (object);
}

static void
bw_export_page_class_init (BwExportPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bw_export_page_get_property;
  object_class->dispose = bw_export_page_dispose;
  object_class->finalize = bw_export_page_finalize;

  props[PROP_ANY] = g_param_spec_boolean ("any", NULL, NULL, FALSE,
                                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, NULL,
                                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE,
                                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
bw_export_page_init (BwExportPage *self)
{
}

void
bw_export_page_open (BwExportPage *self,
                     BwSession    *session,
                     GSettings    *settings)
{
  BwExportPagePrivate *priv;

  g_return_if_fail (BW_IS_EXPORT_PAGE (self));
  g_return_if_fail (BW_IS_SESSION (session) && G_IS_SETTINGS (settings));

  priv = GET (self);
  g_return_if_fail (priv->session == NULL);
  priv->session = g_object_ref (session);
  priv->settings = g_object_ref (settings);
  BW_EXPORT_PAGE_GET_CLASS (self)->open (self);
}

BwSession *
bw_export_page_get_session (BwExportPage *self)
{
  g_return_val_if_fail (BW_IS_EXPORT_PAGE (self), NULL);

  return GET (self)->session;
}

GSettings *
bw_export_page_get_settings (BwExportPage *self)
{
  g_return_val_if_fail (BW_IS_EXPORT_PAGE (self), NULL);

  return GET (self)->settings;
}

void
bw_export_page_set_stock (BwExportPage *self,
                          gboolean      any,
                          const char   *note)
{
  BwExportPagePrivate *priv;

  g_return_if_fail (BW_IS_EXPORT_PAGE (self));

  priv = GET (self);
  priv->any = any;
  g_free (priv->note);
  priv->note = g_strdup (note);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ANY]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NOTE]);
}

gboolean
bw_export_page_get_any (BwExportPage *self)
{
  g_return_val_if_fail (BW_IS_EXPORT_PAGE (self), FALSE);

  return GET (self)->any;
}

const char *
bw_export_page_get_note (BwExportPage *self)
{
  g_return_val_if_fail (BW_IS_EXPORT_PAGE (self), NULL);

  return GET (self)->note;
}

gboolean
bw_export_page_get_ready (BwExportPage *self)
{
  g_return_val_if_fail (BW_IS_EXPORT_PAGE (self), FALSE);

  return GET (self)->ready;
}

void
bw_export_page_set_ready (BwExportPage *self,
                          gboolean      ready)
{
  g_return_if_fail (BW_IS_EXPORT_PAGE (self));

  if (GET (self)->ready == ready)
    return;
  GET (self)->ready = ready;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_READY]);
}

void
bw_export_page_describe (BwExportPage   *self,
                         BwExportTarget *target)
{
  g_return_if_fail (BW_IS_EXPORT_PAGE (self));
  g_return_if_fail (target != NULL);

  memset (target, 0, sizeof *target);
  BW_EXPORT_PAGE_GET_CLASS (self)->describe (self, target);
}

BwJob *
bw_export_page_start (BwExportPage *self,
                      GFile        *file)
{
  g_return_val_if_fail (BW_IS_EXPORT_PAGE (self), NULL);
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  return BW_EXPORT_PAGE_GET_CLASS (self)->start (self, file);
}

gboolean
bw_export_page_has_suffix (GFile      *file,
                           const char *suffix)
{
  g_autofree char *name = g_file_get_basename (file);
  const char *dot = strrchr (name, '.');

  return dot != NULL && g_ascii_strcasecmp (dot + 1, suffix) == 0;
}
