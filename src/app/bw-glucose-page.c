/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-glucose-page.h"

#include "app/bw-glucose-protocol.h"
#include "base/bw-time.h"

#include <glib/gi18n-lib.h>

struct _BwGlucosePage
{
  AdwBin parent_instance;

  /* Template children. */
  GtkStack *states;
  GtkSpinner *spinner;
  AdwStatusPage *failed;
  BwGlucoseProtocol *protocol;

  /* Owned. */
  BwSession *session;

  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (BwGlucosePage, bw_glucose_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
show_state (BwGlucosePage *self,
            const char    *name)
{
  gtk_stack_set_visible_child_name (self->states, name);
  gtk_spinner_set_spinning (self->spinner, g_str_equal (name, "loading"));
}

/* Days on which there are recordings of either class. */
static guint
count_days_both (const BwEcgSet *set)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint n = 0;

  for (guint i = 0; i < set->recordings->len; i++)
    {
      const BwRecording *recording = &g_array_index (set->recordings, BwRecording, i);
      gint64 shown_ms = bw_recording_get_shown_ms (recording, set->zone);
      gpointer day = GSIZE_TO_POINTER (bw_time_local_day (set->zone, shown_ms));
      guint before = GPOINTER_TO_UINT (g_hash_table_lookup (seen, day));
      guint after = before | 1u << recording->label;

      if (recording->label == BW_LABEL_NONE || after == before)
        continue;
      g_hash_table_insert (seen, day, GUINT_TO_POINTER (after));
      n += after == (1u << BW_LABEL_FASTING | 1u << BW_LABEL_GLUCOSE);
    }
  return n;
}

static void
on_recordings_changed (BwGlucosePage *self)
{
  const BwEcgSet *set = bw_session_get_recordings (self->session);
  const GError *error = bw_session_get_recordings_error (self->session);
  BwProtocolCounts counts = { 0 };

  if (error != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->failed, escaped);
      show_state (self, "failed");
      return;
    }
  if (set == NULL)
    return;
  counts.n_recordings = set->recordings->len;
  for (guint i = 0; i < set->recordings->len; i++)
    {
      counts.n_fasting += g_array_index (set->recordings, BwRecording, i).label == BW_LABEL_FASTING;
      counts.n_glucose += g_array_index (set->recordings, BwRecording, i).label == BW_LABEL_GLUCOSE;
    }
  counts.n_days_both = count_days_both (set);
  bw_glucose_protocol_set_counts (self->protocol, &counts, NULL);
  show_state (self, "protocol");
}

static void
bw_glucose_page_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, BW_GLUCOSE_PAGE (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
bw_glucose_page_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  BwGlucosePage *self = BW_GLUCOSE_PAGE (object);

  if (id != PROP_NARROW)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (self->narrow == g_value_get_boolean (value))
    return;
  self->narrow = g_value_get_boolean (value);
  g_object_notify_by_pspec (object, pspec);
}

static void
bw_glucose_page_dispose (GObject *object)
{
  BwGlucosePage *self = BW_GLUCOSE_PAGE (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_glucose_page_parent_class)->dispose (object);
}

static void
bw_glucose_page_class_init (BwGlucosePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bw_glucose_page_get_property;
  object_class->set_property = bw_glucose_page_set_property;
  object_class->dispose = bw_glucose_page_dispose;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                    | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (BW_TYPE_GLUCOSE_PROTOCOL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/beatwise/Beatwise/ui/bw-glucose-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, BwGlucosePage, child)
  BIND (states);
  BIND (spinner);
  BIND (failed);
  BIND (protocol);
#undef BIND
}

static void
bw_glucose_page_init (BwGlucosePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_state (self, "loading");
}

void
bw_glucose_page_set_session (BwGlucosePage *self,
                             BwSession     *session)
{
  g_return_if_fail (BW_IS_GLUCOSE_PAGE (self));
  g_return_if_fail (BW_IS_SESSION (session) && self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "recordings-changed", G_CALLBACK (on_recordings_changed), self,
                           G_CONNECT_SWAPPED);
  on_recordings_changed (self);
}

const char *
bw_glucose_page_get_state (BwGlucosePage *self)
{
  g_return_val_if_fail (BW_IS_GLUCOSE_PAGE (self), NULL);

  return gtk_stack_get_visible_child_name (self->states);
}
